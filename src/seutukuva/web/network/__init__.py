"""Actors, ties and structures of the programmes' ecosystems."""
