"""Settings under test: the site's own, with a folder of its own and plain static files."""

import os
import tempfile
from pathlib import Path

# What is derived from installed packages alone is built once for all runs: it takes half a minute.
os.environ.setdefault("SEUTUKUVA_WORDS", str(Path(__file__).resolve().parents[1] / "var" / "words"))
os.environ["SEUTUKUVA_VAR"] = os.environ.get("SEUTUKUVA_TEST_VAR") or tempfile.mkdtemp(prefix="seutukuva-test-")

from seutukuva.web.site.settings import *

STATIC_ROOT.mkdir(exist_ok=True)
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ORIGIN = "http://testserver"
