"""The thread: which carriers a sentence stands on, followed both ways, with a flag when a carrier has changed."""
