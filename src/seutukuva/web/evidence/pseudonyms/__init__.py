"""Names taken out of the texts before they are coded: suggested, confirmed by a person, replaced, kept apart."""
