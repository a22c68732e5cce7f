"""The public pages: front page, published releases, accessibility statement, privacy."""
