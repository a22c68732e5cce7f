"""The web's programmes."""
