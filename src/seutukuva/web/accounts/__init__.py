"""The web's accounts."""
