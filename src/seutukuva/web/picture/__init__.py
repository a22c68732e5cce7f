"""The situational picture: levels, findings, what would change them, and publication."""
