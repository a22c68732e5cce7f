"""The web: thin rooms over the library; form, action, selector, view, template."""
