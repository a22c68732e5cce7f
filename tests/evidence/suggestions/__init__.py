"""Tests of suggestions and themes."""
