"""Django's settings, from the environment (see environment.py) with safe defaults."""

import environ
from django.core.exceptions import ImproperlyConfigured

from gongkai.project.caches import caches
from gongkai.project.environment import SETTINGS, data_dir, database, get, https, production, proxies, refusals
from gongkai.project.headers import DESK_POLICY, POLICY
from gongkai.project.logs import logging_config
from gongkai.project.storages import storages

if problems := refusals():
    raise ImproperlyConfigured("\n".join(problems))

_DEVELOPMENT_KEY = "development-only-" + "0" * 40
_PRODUCTION = production()
_HTTPS = https()
_SINGLE_SIGN_ON = bool(get("OIDC_ISSUER"))

BASE_URL = get("SITE_URL")
SECRET_KEY = get("SECRET_KEY") or _DEVELOPMENT_KEY
DATA_KEYS = get("DATA_KEYS")
DEBUG = get("DEBUG")
ALLOWED_HOSTS = get("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = [BASE_URL]

INSTALLED_APPS = [
    "gongkai.project",
    "gongkai.trail",
    "gongkai.organs",
    "gongkai.figures",
    "gongkai.applications",
    "gongkai.applications.drafts",
    "gongkai.applications.imports",
    "gongkai.jobs",
    "gongkai.vetting",
    "gongkai.disclosure",
    "gongkai.gazette",
    "gongkai.catalogue",
    "gongkai.engagement",
    "gongkai.village",
    "gongkai.annual",
    "gongkai.search",
    "gongkai.ui",
    "gongkai.portal",
    "gongkai.desk",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "treebeard",
    "axes",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django.contrib.humanize",
]

MIDDLEWARE = [
    "gongkai.project.logs.AccessLog",
    "gongkai.project.probes.Probes",
    "gongkai.portal.cache.PageCache",
    "django.middleware.security.SecurityMiddleware",
    "gongkai.project.headers.Headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "gongkai.project.faults.Faults",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "gongkai.project.accounts.PasswordFirst",
    "axes.middleware.AxesMiddleware",
]

if _SINGLE_SIGN_ON:
    INSTALLED_APPS += [
        "allauth",
        "allauth.account",
        "allauth.socialaccount",
        "allauth.socialaccount.providers.openid_connect",
    ]
    MIDDLEWARE += ["allauth.account.middleware.AccountMiddleware"]

ROOT_URLCONF = "gongkai.project.urls"
WSGI_APPLICATION = "gongkai.project.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]


DATABASES = {"default": database(get("DATABASE_URL"), data_dir())}
CACHES = caches(get("CACHE_URL"), data_dir())
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "organs.Person"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "gongkai.desk.entry.DeskEntry",
]
LOGIN_URL = WAGTAILADMIN_LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"
LOGOUT_REDIRECT_URL = "login"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "gongkai.project.passwords.Length", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 24 * 3600
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "gongkai.project.accounts.locked"
AXES_CLIENT_IP_CALLABLE = "gongkai.project.headers.client_address"
AXES_SENSITIVE_PARAMETERS = ["username", "password", "ip_address"]
AXES_VERBOSE = False
AXES_DISABLE_ACCESS_LOG = True  # the trail has it
PROXIES = proxies()
SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _HTTPS
SECURE_SSL_REDIRECT = _HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if _HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = False  # other sites of the body may live below the same name
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXIES else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
CSRF_FAILURE_VIEW = "gongkai.project.faults.csrf_failure"
CONTENT_SECURITY_POLICY = {"DIRECTIVES": POLICY}
CONTENT_SECURITY_POLICY_DESK = DESK_POLICY

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES = [("zh-hans", "简体中文")]
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAIL_SITE_NAME = "公开"
WAGTAIL_I18N_ENABLED = False
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False  # ours leaves a trace
WAGTAIL_GRAVATAR_PROVIDER_URL = None

STATIC_URL = "/static/"
STATIC_ROOT = data_dir() / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
MEDIA_URL = "/media/"
MEDIA_ROOT = data_dir() / "media"
STORAGES = storages(get("STORAGE_URL"), data_dir(), MEDIA_URL, hashed=_PRODUCTION)
WAGTAILIMAGES_RENDITION_STORAGE = "public"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WHITENOISE_USE_FINDERS = not _PRODUCTION
_MEGABYTE = 2**20
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * _MEGABYTE
FILE_UPLOAD_MAX_MEMORY_SIZE = _MEGABYTE
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
UPLOAD_LIMIT = get("UPLOAD_LIMIT_MB") * _MEGABYTE
CHECK_LINKS = get("CHECK_LINKS")

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
WORKER_STALE_SECONDS = get("WORKER_STALE_SECONDS")
ENVIRONMENT = SETTINGS

vars().update(environ.Env.email_url_config(get("EMAIL_URL")))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = get("EMAIL_FROM")
EMAIL_TIMEOUT = 10

LOGGING_CONFIG = "logging.config.dictConfig"
LOGGING = logging_config(get("LOG_LEVEL"), get("LOG_FORMAT") or ("json" if _PRODUCTION else "text"))

SINGLE_SIGN_ON = get("OIDC_NAME") if _SINGLE_SIGN_ON else ""
OIDC_USERNAME_CLAIM = get("OIDC_USERNAME_CLAIM")
if _SINGLE_SIGN_ON:
    AUTHENTICATION_BACKENDS += ["allauth.account.auth_backends.AuthenticationBackend"]
    ACCOUNT_ADAPTER = "gongkai.project.single_sign_on.AccountAdapter"
    SOCIALACCOUNT_ADAPTER = "gongkai.project.single_sign_on.Adapter"
    SOCIALACCOUNT_ONLY = True
    ACCOUNT_EMAIL_VERIFICATION = "none"
    SOCIALACCOUNT_LOGIN_ON_GET = True
    SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": "oidc",
                    "name": get("OIDC_NAME"),
                    "client_id": get("OIDC_CLIENT_ID"),
                    "secret": get("OIDC_CLIENT_SECRET"),
                    "settings": {"server_url": get("OIDC_ISSUER")},
                }
            ],
        }
    }
