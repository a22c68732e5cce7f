"""Passages of interviews, their ratings and anchors."""
