"""Every setting, in one file, from the environment.

ALONGSIDE_HOME        the folder that holds the data (default var/<profile> in the working folder)
ALONGSIDE_PROFILE     kmpt or lpt: which description of a service a new installation starts from
ALONGSIDE_PRODUCTION  1 in a real service: refuses to start without its secrets, and never shows the demonstration
"""

import os
import secrets
from email.utils import parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlparse

from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured

env = os.environ.get
PRODUCTION = env("ALONGSIDE_PRODUCTION", "") not in ("", "0")
PROFILE = env("ALONGSIDE_PROFILE", "kmpt")
HOME = Path(env("ALONGSIDE_HOME", "") or Path("var") / PROFILE).resolve()
HOME.mkdir(parents=True, exist_ok=True)

# The demonstration: `alongside demo` leaves this mark in a home. Production never looks at it.
DEMONSTRATION = not PRODUCTION and (HOME / "demonstration").exists()


def required(name: str) -> str:
    """A setting that production must be given."""
    value = env(name, "")
    if PRODUCTION and not value:
        raise ImproperlyConfigured(f"Set {name}: Alongside does not start in production without it")
    return value


def kept_secret() -> str:
    """The secret key: given in production, made once and kept in the home elsewhere."""
    if given := required("ALONGSIDE_SECRET_KEY"):
        return given
    file = HOME / "secret-key"
    if not file.exists():
        file.write_text(secrets.token_urlsafe(64))
        file.chmod(0o600)
    return file.read_text()


SECRET_KEY = kept_secret()
DEBUG = False
LOCAL = ["localhost", "127.0.0.1", "[::1]"]
ALLOWED_HOSTS = required("ALONGSIDE_HOSTS").split(",") if PRODUCTION else LOCAL
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if PRODUCTION else []
ROOT_URLCONF = "alongside.config.urls"
WSGI_APPLICATION = "alongside.config.wsgi.application"
AUTH_USER_MODEL = "accounts.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = False
SITE_NAME = "Alongside"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "alongside.core",
    "alongside.ui",
    "alongside.accounts",
    "alongside.referrals",
    "alongside.workforce",
    "alongside.support",
    "alongside.candidates",
    "alongside.groups",
    "alongside.outreach",
    "alongside.partners",
    "alongside.supervision",
    "alongside.matching",
    "alongside.spreadsheets",
    "alongside.training",
    "alongside.recruitment",
    "alongside.bank",
    "alongside.pages",
    "alongside.demo",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "alongside.accounts.middleware.session_ends",
    "alongside.accounts.middleware.actor",
    "alongside.accounts.middleware.sign_in_required",
    "alongside.ui.pages.refusals",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "alongside.ui.jinja.environment",
            "context_processors": [
                "django.contrib.messages.context_processors.messages",
                "alongside.ui.context.page_context",
            ],
        },
    },
    {  # the sign-in library's emails
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    },
]
FORM_RENDERER = "alongside.ui.fields.Renderer"

# --- databases ---------------------------------------------------------------------------------------------------

SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        f"PRAGMA journal_mode=WAL;PRAGMA synchronous={env('ALONGSIDE_SQLITE_SYNCHRONOUS', 'FULL')};"
        "PRAGMA cache_size=-64000;PRAGMA mmap_size=268435456;PRAGMA temp_store=MEMORY;PRAGMA foreign_keys=ON;"
    ),
}


def database(url: str) -> dict:
    """`postgresql://user:password@host:port/name`, or nothing for SQLite in the home."""
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": HOME / "alongside.sqlite3",
            "OPTIONS": SQLITE_OPTIONS,
            "TEST": {"NAME": HOME / "test.sqlite3"},  # a file, not memory: threads contend for it as in use
        }
    parts = urlparse(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": {"options": "-c jit=off"},  # compiling a page's small questions takes longer than answering them
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


DATABASES = {"default": database(env("ALONGSIDE_DATABASE_URL", ""))}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "django_cache"}}

# --- pages, files and headers ------------------------------------------------------------------------------------

STATIC_URL = "/assets/"  # the NHS stylesheet asks for /assets/images/…
STATIC_ROOT = HOME / "assets"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
CONTENT_SECURITY_POLICY: dict[str, dict[str, list[Any]]] = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "media-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
PERMISSIONS_POLICY: dict[str, list] = {
    name: [] for name in ("camera", "microphone", "geolocation", "payment", "usb", "interest-cohort")
}
PERMISSIONS_POLICY.pop("interest-cohort")
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_SAVE_EVERY_REQUEST = False
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
if PRODUCTION:
    SECURE_SSL_REDIRECT = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 400
DATA_UPLOAD_MAX_NUMBER_FILES = 4
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# --- messages ----------------------------------------------------------------------------------------------------

DEFAULT_FROM_EMAIL = required("ALONGSIDE_EMAIL_FROM") or "Alongside <alongside@localhost>"
SERVER_EMAIL = parseaddr(DEFAULT_FROM_EMAIL)[1]
if email_url := required("ALONGSIDE_EMAIL_URL"):  # smtp://user:password@host:587
    _email = urlparse(email_url)
    EMAIL_HOST, EMAIL_PORT = _email.hostname or "", _email.port or 587
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_email.username or ""), unquote(_email.password or "")
    EMAIL_USE_TLS, EMAIL_TIMEOUT = True, 20
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = HOME / "outbox"
NOTIFY_API_KEY = env("ALONGSIDE_NOTIFY_API_KEY", "")
NOTIFY_TEXT_TEMPLATE = env("ALONGSIDE_NOTIFY_TEXT_TEMPLATE", "")
NOTIFY_EMAIL_TEMPLATE = env("ALONGSIDE_NOTIFY_EMAIL_TEMPLATE", "")  # empty: emails go by the mail server
NOTIFY_ADDRESS = env("ALONGSIDE_NOTIFY_ADDRESS", "https://api.notifications.service.gov.uk")
NOTIFY_CALLBACK_TOKEN = env("ALONGSIDE_NOTIFY_CALLBACK_TOKEN", "")  # empty: no replies and no receipts are taken
# Texts go from this hour until that one, local time, unless they are urgent.
TEXTS_FROM, TEXTS_UNTIL = (int(hour) for hour in env("ALONGSIDE_TEXTS_BETWEEN", "8-21").split("-"))
PUBLIC_ADDRESS = required("ALONGSIDE_ADDRESS") or f"http://localhost:{env('PORT', '8000')}"

# --- adverts from NHS Jobs ---------------------------------------------------------------------------------------

# Like https://www.jobs.nhs.uk/api/v1/search_xml?employerCode=ABC; empty: none are brought in. Every so many minutes.
NHS_JOBS_ADDRESS = env("ALONGSIDE_NHS_JOBS_ADDRESS", "")
NHS_JOBS_EVERY = int(env("ALONGSIDE_NHS_JOBS_EVERY", "60"))

# --- signing in --------------------------------------------------------------------------------------------------

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "alongside.accounts.adapter.Accounts"
SOCIALACCOUNT_ADAPTER = "alongside.accounts.adapter.TrustAccounts"
ACCOUNT_TEMPLATE_EXTENSION = "jinja"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]  # nobody signs up; without a password here, sign-in asks for none
ACCOUNT_EMAIL_VERIFICATION = "none"  # accounts are opened by the service for an address it knows
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True  # a changed password or second factor is told by email
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_FORMS = {
    "login": "alongside.accounts.forms.sign_in.SignIn",
    "request_login_code": "alongside.accounts.forms.sign_in.AskForCode",
    "confirm_login_code": "alongside.accounts.forms.sign_in.GiveCode",
    "change_password": "alongside.accounts.forms.sign_in.ChangePassword",
    "set_password": "alongside.accounts.forms.sign_in.SetPassword",
    "reset_password": "alongside.accounts.forms.sign_in.ResetPassword",
    "reset_password_from_key": "alongside.accounts.forms.sign_in.NewPassword",
    "reauthenticate": "alongside.accounts.forms.sign_in.PasswordAgain",
}
MFA_ADAPTER = "alongside.accounts.adapter.SecondFactors"
MFA_FORMS = {
    "authenticate": "alongside.accounts.forms.sign_in.AppCode",
    "reauthenticate": "alongside.accounts.forms.sign_in.AppCodeAgain",
    "activate_totp": "alongside.accounts.forms.sign_in.FirstAppCode",
    "add_webauthn": "alongside.accounts.forms.sign_in.AddPasskey",
    "edit_webauthn": "alongside.accounts.forms.sign_in.RenamePasskey",
}
ALLAUTH_TRUSTED_PROXY_COUNT = int(env("ALONGSIDE_PROXIES", "1" if PRODUCTION else "0"))
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Alongside"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
USERSESSIONS_TRACK_ACTIVITY = False  # it would write on every page; sessions.py notes use once a minute
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True  # an open account with the address that the trust says it has verified
SOCIALACCOUNT_PROVIDERS = {}
if trust := env("ALONGSIDE_OIDC_ADDRESS", ""):  # the trust's own OpenID Connect provider
    # A browser holds the redirect that follows a form to the form's own rule.
    CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"].append("https://" + (urlparse(trust).hostname or ""))
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "trust",
                "name": env("ALONGSIDE_OIDC_NAME", "your trust account"),
                "client_id": required("ALONGSIDE_OIDC_CLIENT"),
                "secret": required("ALONGSIDE_OIDC_SECRET"),
                "settings": {"server_url": trust},
            }
        ],
    }
