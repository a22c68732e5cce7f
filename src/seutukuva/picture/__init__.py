"""The situational picture: maturity, gaps, findings, the town report."""
