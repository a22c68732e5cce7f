"""Tests of the analyses of codings."""
