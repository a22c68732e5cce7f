"""The web's kit."""
