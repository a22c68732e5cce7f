"""Workshops: live boards without accounts, facilitated step by step; their cards become sources."""
