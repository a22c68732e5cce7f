"""Users' own texts in three languages, with a status per language and a fallback that says so."""
