"""One settings module for every process; what differs comes from the environment (README, Configuration)."""

from restartix.config.csp import POLICY
from restartix.core import environment as env

BASE_DIR = env.BASE
DEMO = env.flag("RESTARTIX_DEMO")
DEBUG = False

SECRET_KEY = env.required_text("SECRET_KEY")
SITE_URL = env.text("SITE_URL", "http://127.0.0.1:8000").rstrip("/")
SECURE = SITE_URL.startswith("https://")
ALLOWED_HOSTS = env.names("ALLOWED_HOSTS") or ["127.0.0.1", "localhost", "[::1]"]
CSRF_TRUSTED_ORIGINS = [SITE_URL]

DATABASES = {"default": env.database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_q",
    "restartix.core.design",
    "restartix.core.clinics",
    "restartix.core.identity",
    "restartix.core.effects",
    "restartix.core.limits",
    "restartix.tools.sample",
    "patients",
    "forms",
    "videocall",
    "reviews",
    "appointments",
    "restartix.messages",
    "restartix.flows",
    "restartix.pages",
]

FILE_UPLOAD_HANDLERS = [
    "forms.uploads.Bounded",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
MIDDLEWARE = [
    "restartix.core.web.request_id.RequestIdMiddleware",
    "restartix.core.web.readable.ReadableMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "restartix.core.web.referrers.ReferrerMiddleware",
    "csp.middleware.CSPMiddleware",
    "restartix.core.web.permissions.PermissionsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "restartix.core.web.middleware.ClinicMiddleware",
    "restartix.core.web.reload.ReloadMiddleware",
    "restartix.core.limits.middleware.LimitMiddleware",
    "restartix.core.web.middleware.ScopeMiddleware",
    "restartix.core.identity.locks.LockMiddleware",
    "restartix.core.identity.inactivity.InactivityMiddleware",
    "restartix.core.identity.languages.LanguageMiddleware",
    "restartix.core.identity.languages.RegionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "restartix.core.refusals.RefusalMiddleware",
]

ROOT_URLCONF = "restartix.config.urls"
CLINIC_URLCONF = "restartix.config.clinic_urls"
WSGI_APPLICATION = "restartix.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "restartix.config.context.page",
            ],
        },
    }
]

# Language and time. Instants are kept in UTC; every page says whose zone it shows.
USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = True
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("ro", "Română")]
LOCALE_PATHS = [BASE_DIR / "locale"]

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "var" / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": env.text("STATIC_STORAGE", "whitenoise.storage.CompressedManifestStaticFilesStorage")
    },
}

# Sessions and cookies: readable by this server alone. A session ends when nothing happens for so long.
SESSION_ENGINE = "restartix.core.identity.session_store"
SESSION_COOKIE_AGE = env.whole("PATIENT_SESSION_DAYS", 14) * 86_400
STAFF_SESSION_SECONDS = env.whole("STAFF_SESSION_MINUTES", 60) * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "restartix.core.identity.csrf_token.csrf_failure"
SECURE_SSL_REDIRECT = env.flag("SSL_REDIRECT")
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
TRUSTED_PROXIES = env.networks("TRUSTED_PROXIES")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = POLICY
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

# How often somebody may try, by where it is from, who asks and whom it is about: "network=60/1h email=10/1d", or off.
LIMITS = {
    "move": env.limits("LIMIT_MOVES", "network=60/1h account=30/1h client=30/1h subject=5/1d"),
    "hold": env.limits("LIMIT_HOLDS", "network=300/1h account=60/1h client=60/1h slot=3/2h"),
    "seat": env.limits("LIMIT_SEATS", "subject=60/1h"),
    "booking": env.limits(
        "LIMIT_BOOKINGS", "network=60/1h account=30/1h client=20/1h email=20/1d phone=20/1d"
    ),
    "link": env.limits("LIMIT_LINKS", "network=120/1h account=40/1h client=40/1h email=5/15m subject=5/15m"),
    "sign-in": env.limits("LIMIT_SIGN_IN", "network=60/15m client=20/15m email=5/15m"),
}

# Mail. Without EMAIL_URL only the demo starts: it keeps what it sends in a folder and shows it at /outbox/.
EMAIL_URL = env.text("EMAIL_URL")
OUTBOX_DIR = BASE_DIR / env.text("OUTBOX_DIR", "var/demo/outbox")
# A change of a visit waits this long, so that several within minutes become one e-mail.
MAIL_SETTLE_SECONDS = env.whole("MAIL_SETTLE_SECONDS", 30 if DEMO else 120)
MAIL_WEBHOOK_SECRET = env.text("MAIL_WEBHOOK_SECRET")
DEFAULT_FROM_EMAIL = env.mailbox("MAIL_FROM", "RestartiX <no-reply@restartix.invalid>")

# Text messages: none without SMS_URL; the demo keeps them beside its mail.
SMS_URL = env.text("SMS_URL")
SMS_API_URL = env.text("SMS_API_URL")

# Who signs people in: Clerk when its keys are here, else a link by e-mail.
CLERK_SECRET_KEY = env.text("CLERK_SECRET_KEY")
CLERK_PUBLISHABLE_KEY = env.text("CLERK_PUBLISHABLE_KEY")
CLERK_JWT_KEY = env.pem("CLERK_JWT_KEY")
CLERK_WEBHOOK_SECRET = env.text("CLERK_WEBHOOK_SECRET")
CLERK_API_URL = env.text("CLERK_API_URL")
CLERK_TIMEOUT = env.seconds("CLERK_TIMEOUT", 5)
CLERK_AUTHORIZED_PARTIES = env.names("CLERK_AUTHORIZED_PARTIES") or [SITE_URL]

# Where people meet: Daily when its key is here, else the built-in room.
DAILY_API_KEY, DAILY_API_URL = env.text("DAILY_API_KEY"), env.text("DAILY_API_URL")
DAILY_HIPAA = env.flag("DAILY_HIPAA")
DAILY_WEBHOOK_SECRET = env.text("DAILY_WEBHOOK_SECRET")
DAILY_TIMEOUT = env.seconds("DAILY_TIMEOUT", 10)
ICE_SERVERS, TURN_SECRET = env.names("ICE_SERVERS"), env.text("TURN_SECRET")

# The queue only wakes the worker; attempts, backoff and outcome are kept in the effects table.
Q_CLUSTER = {
    "name": "restartix",
    "orm": "default",
    "workers": env.whole("WORKERS", 2),
    "timeout": 60,
    "retry": 600,
    "queue_limit": 2,
    "bulk": 1,
    "poll": 0.25,
    "catch_up": False,
    "ack_failures": True,
    "max_attempts": 1,
    "save_limit": -1,
    "guard_cycle": 1,
    "label": "RestartiX",
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {request_id} {message}", "style": "{"}},
    "filters": {
        "secrets": {"()": "restartix.core.logs.WithoutSecrets"},
        "request_id": {"()": "restartix.core.web.request_id.WithRequestId"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["secrets", "request_id"],
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
}
