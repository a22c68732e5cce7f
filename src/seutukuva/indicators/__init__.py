"""Official statistics: catalogue, sources, values, peers."""
