"""Vega-Lite specifications as data, rendered to SVG and PNG."""
