"""What the towns of a programme share, as findings: drafted by rules, edited, approved, flagged, published."""
