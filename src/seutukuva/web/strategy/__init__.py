"""Measures of a town's strategy, each standing on a finding."""
