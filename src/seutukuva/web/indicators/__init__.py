"""Statistics pages of a programme: overview, towns, comparison, indicators, data, imports."""
