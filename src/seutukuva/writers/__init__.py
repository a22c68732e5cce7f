"""Each turns a Document or a Table into bytes: `html`, `pdf`, `xlsx`, `csv`."""
