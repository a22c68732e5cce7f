"""Ground floor of the web: base templates, policy, audit, own texts, thread, releases, jobs, static files."""
