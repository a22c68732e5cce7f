"""Where figures come from: PxWeb servers, JSON-stat documents, users' own tables."""
