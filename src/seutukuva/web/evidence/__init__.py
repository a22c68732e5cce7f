"""Sources, passages and ratings of a town: what people said, and what it tells of a dimension."""
