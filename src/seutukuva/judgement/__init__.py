"""Posterior of an ordinal state from rated evidence with a shared error per source cluster."""
