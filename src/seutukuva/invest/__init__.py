"""Opportunities drafted from gaps."""
