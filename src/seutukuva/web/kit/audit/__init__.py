"""Audit trail: who did what to which thing, written by every action and never changed."""
