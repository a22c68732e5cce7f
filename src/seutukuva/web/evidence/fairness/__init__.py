"""Fair to those who spoke: they see their quotes before the public does, get all that is stored, and have it erased."""
