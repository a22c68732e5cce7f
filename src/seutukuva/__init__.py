"""Seutukuva: see, strengthen and grow the innovation ecosystems of regional towns."""

__version__ = "0.1.0"
