"""Settings of the clinic, from the environment; a checkout runs without any.

DATABASE_URL                 postgresql://user:password@host/name; empty: SQLite in FILIFORM_DATA
FILIFORM_DATA                folder for the database and its secret, default ./var
FILIFORM_SECRET_KEY[_FILE]   required unless FILIFORM_DEMO or tests run
FILIFORM_HOSTS               comma-separated host names that may be asked for
FILIFORM_ORIGINS             comma-separated https:// origins when a proxy ends TLS
FILIFORM_PROXIES             how many proxies add to X-Forwarded-For, default 0: header not read
FILIFORM_DEMO                yes: synthetic demo clinic with one-click login, never for real people
FILIFORM_MFA                 no: staff may sign in without a second factor
FILIFORM_IDLE_MINUTES        the staff screen locks after so long without a request, default 10
FILIFORM_TIME_ZONE           zone of pages that belong to no clinic, default America/New_York
FILIFORM_EMERGENCY_NUMBER    shown beside warning signs, default 911
FILIFORM_CDS                 no: no CDS Hooks at /cds-services; see docs/reference/cds-hooks.md
FILIFORM_CDS_URL             https:// address of this installation, for which tokens must be meant
FILIFORM_CDS_CLIENTS[_FILE]  JSON list of the record systems that may call; empty: anybody may
FILIFORM_CDS_FHIR_SERVERS    FHIR servers that may be read for callers without a token
FILIFORM_CDS_ORIGINS         origins of pages in browsers that may call, or *
FILIFORM_CDS_CANONICAL       base of our own code systems, default FILIFORM_CDS_URL and /fhir
FILIFORM_CDS_JURISDICTION    whose law is screened for, such as US-FL; empty: not checked
FILIFORM_CDS_CALLS           calls a minute from one address without a token, default 600; 0: any
FILIFORM_CDS_MEGABYTES       the largest request that is read, default 10
"""

from __future__ import annotations

from filiform_clinic import sqlite

sqlite.use_bundled()

import os  # noqa: E402
import sys  # noqa: E402
from pathlib import Path  # noqa: E402

from csp.constants import SELF  # noqa: E402
from django.utils.translation import gettext_lazy as _  # noqa: E402

import filiform  # noqa: E402
from filiform_clinic.databases import database_from_url  # noqa: E402
from filiform_clinic.environment import env_bool, env_list, env_number, env_secret  # noqa: E402
from filiform_clinic.secret import secret_key  # noqa: E402

BASE_DIR = Path(__file__).resolve().parent
DATA_DIR = Path(os.environ.get("FILIFORM_DATA", "var")).resolve()
TESTING = "pytest" in sys.modules
DEMO = env_bool("FILIFORM_DEMO", default=False)
DEBUG = env_bool("FILIFORM_DEBUG", default=False)
SECRET_KEY = env_secret("FILIFORM_SECRET_KEY") or secret_key(DATA_DIR, testing=TESTING)
LOCAL_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
ALLOWED_HOSTS = env_list("FILIFORM_HOSTS", default=LOCAL_HOSTS)
CSRF_TRUSTED_ORIGINS = env_list("FILIFORM_ORIGINS", default=[])
BEHIND_TLS = bool(CSRF_TRUSTED_ORIGINS)
REQUIRE_MFA = env_bool("FILIFORM_MFA", default=not DEMO)
IDLE_MINUTES = env_number("FILIFORM_IDLE_MINUTES", default=10)
EMERGENCY_NUMBER = os.environ.get("FILIFORM_EMERGENCY_NUMBER", "911")

CDS_ENABLED = env_bool("FILIFORM_CDS", default=True)
CDS_URL = os.environ.get("FILIFORM_CDS_URL", "").rstrip("/")
CDS_CLIENTS = env_secret("FILIFORM_CDS_CLIENTS") or ""
CDS_FHIR_SERVERS = env_list("FILIFORM_CDS_FHIR_SERVERS", default=[])
CDS_ORIGINS = env_list("FILIFORM_CDS_ORIGINS", default=[])
CDS_CANONICAL = os.environ.get("FILIFORM_CDS_CANONICAL", "")
CDS_JURISDICTION = os.environ.get("FILIFORM_CDS_JURISDICTION", "")
CDS_CALLS = env_number("FILIFORM_CDS_CALLS", default=600)
CDS_MAX_BYTES = env_number("FILIFORM_CDS_MEGABYTES", default=10) * 1_000_000

INSTALLED_APPS = [
    "filiform_clinic.ui",
    "filiform_clinic.records",
    "filiform_clinic.access",
    "filiform_clinic.practice",
    "filiform_clinic.supervision",
    "filiform_clinic.booking",
    "filiform_clinic.intake",
    "filiform_clinic.screening",
    "filiform_clinic.drawing",
    "filiform_clinic.locating",
    "filiform_clinic.exam",
    "filiform_clinic.plan",
    "filiform_clinic.consent",
    "filiform_clinic.needling",
    "filiform_clinic.note",
    "filiform_clinic.sharps",
    "filiform_clinic.incidents",
    "filiform_clinic.aftercare",
    "filiform_clinic.drafts",
    "filiform_clinic.visit",
    "filiform_clinic.chart",
    "filiform_clinic.day",
    "filiform_clinic.site",
    "filiform_clinic.api",
    "filiform_clinic.demo",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "django_htmx",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "filiform_clinic.ui.middleware.PrivateByDefaultMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "filiform_clinic.access.middleware.SecondFactorMiddleware",
    "filiform_clinic.access.middleware.HandOverMiddleware",
    "filiform_clinic.access.middleware.IdleLockMiddleware",
    "filiform_clinic.access.middleware.LimitsMiddleware",
    "filiform_clinic.ui.middleware.ClearErrorsMiddleware",
    "filiform_clinic.drafts.middleware.SentMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "filiform_clinic.urls"
WSGI_APPLICATION = "filiform_clinic.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "filiform_clinic.ui.context.clinic",
            ],
        },
    },
]

DATABASES = {"default": database_from_url(os.environ.get("DATABASE_URL", ""), DATA_DIR)}
# In the database: limits that each process counted alone would hold for none of them.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "records_cache",
        # Many: a flood of new keys must not push the counts of others out.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "records.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
if TESTING:
    # Slow hashing is the point of a password store and the cost of a test run.
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "day:today"
ACCOUNT_ADAPTER = "filiform_clinic.access.adapter.StaffAccountAdapter"
ACCOUNT_FORMS = {"login": "filiform_clinic.access.adapter.StaffLoginForm"}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "site:home"
ALLAUTH_TRUSTED_PROXY_COUNT = env_number("FILIFORM_PROXIES", default=0)
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMO or TESTING
MFA_TOTP_ISSUER = "Filiform"
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "filiform_clinic.access.lockout.account_named"
AXES_CLIENT_IP_CALLABLE = "filiform_clinic.access.lockout.address_of"
AXES_LOCKOUT_CALLABLE = "filiform_clinic.access.lockout.locked_out"
AXES_SENSITIVE_PARAMETERS: list[str] = []
AXES_ENABLED = not TESTING

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": ["'none'"],
        "object-src": ["'none'"],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = False
SESSION_COOKIE_SECURE = BEHIND_TLS
CSRF_COOKIE_SECURE = BEHIND_TLS
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_TLS else 0
if BEHIND_TLS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_AGE = 12 * 3600
DATA_UPLOAD_MAX_MEMORY_SIZE = 4_000_000

# Nothing sends mail yet; a library that tries to must not make a page fail.
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
FILE_UPLOAD_HANDLERS = ["filiform_clinic.ui.uploads.RefuseFiles"]

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English"))]
USE_I18N = True
USE_TZ = True
TIME_ZONE = os.environ.get("FILIFORM_TIME_ZONE", "America/New_York")

# The version in the address lets browsers keep files for long and still see a new release at once.
STATIC_URL = f"/static/{filiform.__version__}/"
# The body's pictures belong to the library; the web serves them from there.
STATICFILES_DIRS = [("body", BASE_DIR.parent / "filiform" / "body" / "data" / "built" / "views")]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Served from the packages themselves: nothing to collect, nothing to forget at an upgrade.
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 0 if DEBUG or DEMO else 7 * 24 * 3600

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"private": {"()": "filiform_clinic.logs.PrivateFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "private"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
