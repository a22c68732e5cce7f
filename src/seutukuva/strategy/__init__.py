"""Measures drafted from gaps."""
