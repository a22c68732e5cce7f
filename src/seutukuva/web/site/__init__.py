"""Settings, addresses and entry points of the web: imports every room, stands last."""
