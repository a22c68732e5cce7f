"""The document model that every page and report is written from."""
