"""Files to sources: many at once, read one by one in the background, their case variables set afterwards."""
