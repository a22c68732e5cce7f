"""Releases: a published thing is an immutable Document with its hash; one ledger lists all that was ever published."""
