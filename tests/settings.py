"""Settings under test: the site's own, with a folder of its own and plain static files."""

import os
import tempfile

os.environ["SEUTUKUVA_VAR"] = os.environ.get("SEUTUKUVA_TEST_VAR") or tempfile.mkdtemp(prefix="seutukuva-test-")

from seutukuva.web.site.settings import *

STATIC_ROOT.mkdir(exist_ok=True)
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ORIGIN = "http://testserver"
