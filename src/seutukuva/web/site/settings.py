"""Settings of the web."""

SECRET_KEY = "x"
INSTALLED_APPS: list[str] = []
