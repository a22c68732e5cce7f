"""Municipalities and areas in every year: divisions, mergers, names, geometry."""
