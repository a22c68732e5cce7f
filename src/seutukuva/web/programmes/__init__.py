"""Programmes, their participants with ecosystems, and who may do what in them."""
