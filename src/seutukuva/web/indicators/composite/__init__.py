"""A composite index of a programme's towns: its definition, what it is computed from, its results and its words."""
