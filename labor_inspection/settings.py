"""One settings file, driven by the environment; production refuses to start on a missing secret."""

import sys
from datetime import timedelta
from pathlib import Path

import dj_database_url
from celery.schedules import crontab
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from labor_inspection import environment as env

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.text("LABOR_INSPECTION_VAR", str(BASE_DIR / "var")))
TESTING = "pytest" in sys.modules

# Safe by default: only script/server and script/test ask for DEBUG.
DEBUG = env.flag("DEBUG", default=False)


def required(name: str, *, demo: str) -> str:
    """Return a secret or address; only a demo (DEBUG) or a test run may fall back to `demo`."""
    value = env.text(name)
    if not value and not (DEBUG or TESTING):
        raise ImproperlyConfigured(f"{name} must be set when DEBUG is off; see README.md")
    return value or demo


# -- security --
SECRET_KEY = required("SECRET_KEY", demo="demo-only-secret-key-never-used-when-debug-is-off")
# "id:base64 of 32 bytes", newest first; older keys only decrypt (accounts.personal_data).
PERSONAL_DATA_KEYS = required(
    "PERSONAL_DATA_KEYS", demo="demo:ZGVtby1vbmx5LXBlcnNvbmFsLWRhdGEta2V5LTMyYjE="
)
PERSONAL_DATA_INDEX_KEY = required(
    "PERSONAL_DATA_INDEX_KEY", demo="demo-only-personal-data-index-key"
)
# Where national algorithms are required: "sm4-gcm" and "hmac-sm3".
PERSONAL_DATA_ALGORITHM = env.text("PERSONAL_DATA_ALGORITHM", "aes-256-gcm")
PERSONAL_DATA_HASH = env.text("PERSONAL_DATA_HASH", "hmac-sha256")
ALLOWED_HOSTS = env.items("ALLOWED_HOSTS") or (["*"] if DEBUG or TESTING else [])
CSRF_TRUSTED_ORIGINS = env.items("CSRF_TRUSTED_ORIGINS")
HTTPS = env.flag("HTTPS", default=not (DEBUG or TESTING))
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
# Set only behind a proxy that overwrites X-Forwarded-Proto and appends to X-Forwarded-For.
BEHIND_PROXY = env.flag("BEHIND_PROXY", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_ENGINE = "labor_inspection.sessions"
SESSION_COOKIE_HTTPONLY = True
# The idle limit, in seconds. accounts.middleware renews it, at most once a minute: a session
# written on every request would be an UPDATE for every GET.
SESSION_COOKIE_AGE = 30 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
        "base-uri": [NONE],
    }
}

# -- applications: the layers of ARCHITECTURE.md, lowest last --
INSTALLED_APPS = [
    "labor_inspection",
    "portal",
    "console",
    "reports",
    "credit_rating",
    "blacklist",
    "referrals",
    "early_warning",
    "cases",
    "complaints",
    "grids",
    "written_reviews",
    "wage_deposits",
    "employers",
    "publications",
    "workflow",
    "documents",
    "rulebook",
    "accounts",
    "accounts.apps.ReferenceAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "axes",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_htmx",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "pgtrigger",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "labor_inspection.middleware.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "accounts.middleware.LogInMiddleware",
    "accounts.middleware.DeskMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
    # Last, so that it wraps nothing but the view: a GET cannot write.
    "labor_inspection.middleware.ReadOnlyGetMiddleware",
]
if TESTING:
    # WhiteNoise scans the static root for every test client, and no test asks it for a file.
    MIDDLEWARE.remove("whitenoise.middleware.WhiteNoiseMiddleware")

ROOT_URLCONF = "labor_inspection.urls"
WSGI_APPLICATION = "labor_inspection.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "labor_inspection.context_processors.demo_clock",
                "labor_inspection.context_processors.unread_notices",
            ],
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# -- data --
DATABASES = {
    "default": dj_database_url.parse(
        required("DATABASE_URL", demo="postgres:///labor_inspection"),
        conn_max_age=600,
        conn_health_checks=True,
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
REDIS_URL = required("REDIS_URL", demo="redis://localhost:6379/0")
STORAGES = {
    "default": {
        "BACKEND": env.text("FILE_STORAGE", "django.core.files.storage.FileSystemStorage"),
        "OPTIONS": {"location": str(VAR_DIR / "files")} if not env.text("FILE_STORAGE") else {},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or TESTING
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = DEBUG
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

# -- people --
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "accounts.backends.PeopleBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "accounts:login"
LOGIN_REDIRECT_URL = "console:home"
LOGOUT_REDIRECT_URL = "accounts:login"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
# One office shares one address: lock the pair, never the whole office.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
# The minutes that the page tells are kept: trying on does not lengthen the lock.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_CALLABLE = "accounts.lockout.locked_out"
AXES_CLIENT_IP_CALLABLE = "accounts.addresses.client_address"
AXES_DISABLE_ACCESS_LOG = True  # accounts.LoginRecord is the record
AXES_VERBOSE = False  # commands print their answer and nothing else
OTP_TOTP_ISSUER = "劳动保障监察"

# -- language and time --
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_I18N = USE_TZ = True

# -- background work (measured: without these options a killed worker's task returns after 95 s) --
CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 3600,
    "unacked_restore_interval": 10,
    "unacked_restore_throttle": 1,
    "socket_connect_timeout": 2,
    # Publishing to a dead broker gives up after 0.2 s (kombu's own default is 6 s).
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0.2,
    "interval_max": 0.2,
}
# A web request must not hang while the broker is down: the every-minute job re-queues (§7).
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_ROUTES = {
    "documents.tasks.render_paper": {"queue": "papers"},
    "documents.tasks.bind_bundle": {"queue": "papers"},
}
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE: dict[str, dict[str, object]] = {
    # Shortly after a limit has ended at 24:00, and again before the desks open.
    "sweep-deadlines": {
        "task": "workflow.jobs.sweep_deadlines",
        "schedule": crontab(minute=5, hour="0,7,12"),
    },
    # After each sweep: what was breached opens an entry of accountability, once.
    "hold-to-account": {
        "task": "cases.jobs.hold_to_account",
        "schedule": crontab(minute=10, hour="0,7,12"),
    },
    "clear-drafts": {"task": "portal.jobs.clear_drafts", "schedule": crontab(minute=20)},
    "requeue-unrendered": {"task": "documents.jobs.requeue_unrendered", "schedule": 60},
    "resume-imports": {"task": "employers.jobs.resume_imports", "schedule": 60},
    "resume-review-runs": {"task": "written_reviews.jobs.resume_runs", "schedule": 60},
    "resume-handovers": {"task": "cases.jobs.resume_handovers", "schedule": 60},
    "follow-calendar": {"task": "workflow.jobs.follow_calendar", "schedule": crontab(minute=40)},
    "warn-of-lapses": {
        "task": "workflow.jobs.warn_of_lapses",
        "schedule": crontab(minute=15, hour=7),
    },
    "warn-of-lapsing-guarantees": {
        "task": "wage_deposits.jobs.warn_of_lapsing_guarantees",
        "schedule": crontab(minute=25, hour=7),
    },
    "place-employers": {"task": "grids.jobs.place_employers", "schedule": crontab(minute=50)},
    "remind-of-visits": {
        "task": "grids.jobs.remind_of_visits",
        "schedule": crontab(minute=35, hour=7),
    },
    "resume-facts-imports": {"task": "early_warning.jobs.resume_imports", "schedule": 60},
    "find-crimes": {
        "task": "referrals.jobs.find_crimes",
        "schedule": crontab(minute=10, hour=3),
    },
    # After the night's files, before the desks open.
    "evaluate-warnings": {
        "task": "early_warning.jobs.evaluate_warnings",
        "schedule": crontab(minute=30, hour=5),
    },
    # What is public ends with its last day: right after midnight, again before the desks open.
    "turn-the-day": {
        "task": "publications.jobs.turn_the_day",
        "schedule": crontab(minute=2, hour="0,7"),
    },
    # After the night's facts, before the desks open; acts of the day are judged as they happen.
    "sweep-blacklist": {
        "task": "blacklist.jobs.sweep_blacklist",
        "schedule": crontab(minute=45, hour=5),
    },
    # A run, or what follows its approval, that a killed process left.
    "resume-credit-ratings": {"task": "credit_rating.jobs.resume", "schedule": 60},
    "follow-credit-grades": {
        "task": "credit_rating.jobs.follow_up",
        "schedule": crontab(minute=50, hour=5),
    },
    "propose-credit-rating": {
        "task": "credit_rating.jobs.propose_last_year",
        "schedule": crontab(minute=0, hour=6, day_of_month=10, month_of_year=1),
    },
    "end-listings": {
        "task": "blacklist.jobs.end_listings",
        "schedule": crontab(minute=50, hour=0),
    },
    "seal-day": {"task": "workflow.jobs.seal_day", "schedule": crontab(minute=30, hour=0)},
    "forget-lookup-attempts": {
        "task": "complaints.jobs.forget_lookup_attempts",
        "schedule": crontab(minute=45, hour=3),
    },
}
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "celerybeat-schedule")

# -- the product's own --
# The one clock; accounts lies below workflow and may not import it.
CLOCK = "workflow.clock.now"
# The bureau sees demo log-ins and the test clock only where DEBUG is on.
DEMO = DEBUG
# Habits of the office, where national law names no figure: the usual, shortest and longest period
# of an order to correct, in working days.
ORDER_PERIOD_WORKING_DAYS = (5, 1, 30)
SITE_URL = env.text("SITE_URL", "http://127.0.0.1:8000")
# A command such as "clamdscan --no-summary -"; files wait in quarantine for its verdict.
UPLOAD_SCANNER = env.text("UPLOAD_SCANNER")
# The longest film or sound of an act that is taken in; a web server in front must let it through.
RECORDING_MAX_MEGABYTES = env.number("RECORDING_MAX_MEGABYTES", 500)
# 机关代字 of the office that runs the public site and its kiosks; empty: the topmost office.
PORTAL_OFFICE = env.text("PORTAL_OFFICE")
LICENSED_FONTS_DIR = Path(env.text("LICENSED_FONTS_DIR", str(VAR_DIR / "fonts")))

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "INFO")},
    "loggers": {name: {"level": "WARNING"} for name in ("weasyprint", "fontTools", "pikepdf")},
}

if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    CELERY_BROKER_URL = "memory://"
    STORAGES["default"] = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
    AXES_ENABLED = False
