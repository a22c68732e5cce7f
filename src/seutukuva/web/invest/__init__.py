"""Opportunities for complementary actors, each standing on a measure."""
