"""Settings of the web. Everything that differs between installations comes from the environment:

SEUTUKUVA_VAR        folder of database, releases, uploads and caches (default: var here)
SEUTUKUVA_WORDS      folder of the dictionaries of the search (default: words in SEUTUKUVA_VAR)
SEUTUKUVA_ORIGIN     public address, e.g. https://seutukuva.example.fi (https turns TLS rules on)
DATABASE_URL         postgres://user:password@host/name (default: SQLite in var)
SEUTUKUVA_EMAIL      smtp://user:password@host:587 (default: letters are written to var/mail)
SEUTUKUVA_FROM       sender of letters
SEUTUKUVA_CONTACT    address for feedback on accessibility and privacy (default: the sender)
SEUTUKUVA_OIDC       JSON list of OpenID Connect providers: [{"id", "name", "client_id", "secret", "server_url"}]
SEUTUKUVA_DEBUG      1 shows Django's own error pages
"""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote, urlsplit

from csp.constants import NONE, SELF

from seutukuva.web.kit.assets import CHART_SCRIPT_FOLDER, font_directory
from seutukuva.web.site import environment
from seutukuva.web.site.keys import secret_key, setup_key
from seutukuva.web.site.logs import CONFIGURATION

VAR = environment.data_folder()
DEBUG = environment.read("SEUTUKUVA_DEBUG") == "1"
SECRET_KEY = secret_key(VAR)

ORIGIN = environment.origin()
_origin = urlsplit(ORIGIN)
TLS = _origin.scheme == "https"
ALLOWED_HOSTS = sorted({_origin.hostname or "127.0.0.1", "127.0.0.1", "localhost", "[::1]"})
CSRF_TRUSTED_ORIGINS = [ORIGIN]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "rules",
    "django_tasks",
    "django_tasks_db",
    "seutukuva.web.kit",
    "seutukuva.web.kit.audit",
    "seutukuva.web.kit.texts",
    "seutukuva.web.kit.thread",
    "seutukuva.web.kit.releases",
    "seutukuva.web.accounts",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "seutukuva.web.programmes",
    "seutukuva.web.indicators",
    "seutukuva.web.evidence",
    "seutukuva.web.evidence.searching",
    "seutukuva.web.evidence.coding",
    "seutukuva.web.evidence.pseudonyms",
    "seutukuva.web.evidence.analysis",
    "seutukuva.web.evidence.suggestions",
    "seutukuva.web.evidence.interviews",
    "seutukuva.web.evidence.fairness",
    "seutukuva.web.evidence.workshops",
    "seutukuva.web.network",
    "seutukuva.web.picture",
    "seutukuva.web.picture.review",
    "seutukuva.web.picture.experts",
    "seutukuva.web.strategy",
    "seutukuva.web.invest",
    "seutukuva.web.portal",
    "seutukuva.web.site",
]

MIDDLEWARE = [
    "seutukuva.web.kit.middleware.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "seutukuva.web.kit.middleware.ProblemPage",
]

ROOT_URLCONF = "seutukuva.web.site.urls"
WSGI_APPLICATION = "seutukuva.web.site.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "seutukuva.web.kit.context.frame",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "seutukuva.web.kit.templatetags.kit",
            ],
        },
    }
]

DATABASES: dict[str, Any] = {"default": environment.database(VAR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Shared by all processes: a cache of one process would let rate limits leak. Figures of networks are kept as files, so
# that whoever reads a page writes nothing to the database.
CACHES: dict[str, Any] = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "kit_cache"},
    "figures": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": VAR / "figures",
        "TIMEOUT": 7 * 24 * 3600,
        "OPTIONS": {"MAX_ENTRIES": 500},
    },
}

LANGUAGE_CODE = "fi"
LANGUAGES = [("fi", "Suomi"), ("sv", "Svenska"), ("en", "English")]
USE_I18N = True
FORMAT_MODULE_PATH = "seutukuva.web.kit.formats"
USE_TZ = True
TIME_ZONE = "Europe/Helsinki"
LANGUAGE_COOKIE_NAME = "seutukuva_language"

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [
    CHART_SCRIPT_FOLDER,  # written at build, see build_hooks/assets.py
    ("fonts", font_directory()),
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
MEDIA_ROOT = VAR / "uploads"
DATA_UPLOAD_MAX_MEMORY_SIZE = 60 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 1000  # a whole programme's interviews at once
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "front"
LOGOUT_REDIRECT_URL = "front"
ACCOUNT_ADAPTER = "seutukuva.web.accounts.adapter.InvitationOnly"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # an account is made from an invitation that came by e-mail
ACCOUNT_SESSION_REMEMBER = True
# Behind the proxy everybody comes from its address; limits of attempts go by the address that it forwards.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if TLS else 0
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": environment.providers()}}

_mail = urlsplit(environment.read("SEUTUKUVA_EMAIL"))
if _mail.hostname:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST = _mail.hostname
    EMAIL_PORT = _mail.port or 587
    EMAIL_HOST_USER = unquote(_mail.username or "")
    EMAIL_HOST_PASSWORD = unquote(_mail.password or "")
    EMAIL_USE_TLS = _mail.scheme == "smtp"
    EMAIL_USE_SSL = _mail.scheme == "smtps"
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = VAR / "mail"
DEFAULT_FROM_EMAIL = environment.read("SEUTUKUVA_FROM", "seutukuva@localhost")

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TLS else None
SECURE_SSL_REDIRECT = False  # the proxy redirects; see the deployment guide
SECURE_HSTS_SECONDS = 31_536_000 if TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = TLS
SILENCED_SYSTEM_CHECKS = [
    "security.W008",  # the redirect from http is the proxy's, as above
    "security.W021",  # the browsers' preload list is for the domain's owner to join, not for one service under it
]
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = TLS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = TLS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:"],  # allauth draws the code of an authenticator as a data address
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}
CONTACT_EMAIL = environment.read("SEUTUKUVA_CONTACT", DEFAULT_FROM_EMAIL)
LOGGING = CONFIGURATION
SETUP_KEY = setup_key(VAR)
