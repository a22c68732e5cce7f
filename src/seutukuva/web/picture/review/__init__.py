"""From draft to publication: comment rounds of the towns, approval by a second person, publishing, withdrawal."""
