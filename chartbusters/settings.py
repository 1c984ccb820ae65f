"""The only settings file. Every knob is an environment variable with a default that works; nonsense
is refused."""

import hashlib
import os
import secrets
import tempfile
from email.utils import formataddr
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from chartbusters.mail.server import LOCAL, mail_server
from chartbusters.web.contacts import contact_address
from chartbusters.web.rates import Rate, allauth_rates, read_budget, read_rates

BASE_DIR = Path(__file__).resolve().parent.parent


def env_text(name: str, default: str = "") -> str:
    return os.environ.get(name, default)


def env_list(name: str, default: str = "") -> list[str]:
    return [part.strip() for part in env_text(name, default).split(",") if part.strip()]


def env_bool(name: str, default: bool) -> bool:
    text = env_text(name, str(default)).lower()
    if text not in ("true", "false", "1", "0"):
        raise ImproperlyConfigured(f"{name} must be true or false, not {text!r}")
    return text in ("true", "1")


def env_int(name: str, default: int) -> int:
    text = env_text(name, str(default))
    try:
        return int(text)
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {text!r}") from None


def env_rates(name: str, default: str, *, person: bool = True) -> list[Rate]:
    return read_rates(name, env_text(name, default), person=person)


VAR_DIR = Path(env_text("VAR_DIR", str(BASE_DIR / "var"))).resolve()
VAR_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)


def secret_key() -> str:
    """SECRET_KEY from the environment, else one drawn on the first start and kept in VAR_DIR for
    its owner only."""
    if key := env_text("SECRET_KEY"):
        return key
    kept = VAR_DIR / "secret_key"
    try:
        with os.fdopen(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass
    return kept.read_text()


# Seconds for which somebody waits for a lock in the database. A request gives its thread back soon,
# for others want it; a task can wait; a command, such as a migration, takes as long as it takes
# (0).
DATABASE_WAITS = {"web": 2, "quick": 40, "render": 40, "generate": 40, "worker": 40}
DATABASE_WAIT = DATABASE_WAITS.get(env_text("PART"), 0)


def database(url: str) -> dict[str, object]:
    """Django's settings for `sqlite:///path` or `postgresql://user:password@host:port/name?host=/socket/folder`."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": parts.path.removeprefix("/"),
            "OPTIONS": sqlite_options(),
            # Kept open for a minute: opening it, and reading its tables' names again, takes longer
            # than most pages.
            "CONN_MAX_AGE": 60,
        }
    if parts.scheme not in ("postgres", "postgresql"):
        raise ImproperlyConfigured(
            f"DATABASE_URL must begin with sqlite:/// or postgresql://, not {parts.scheme!r}"
        )
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "chartbusters.ops.postgresql",
        "NAME": parts.path.removeprefix("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": {**postgresql_options(), **query},
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "SILENCE": DATABASE_WAIT
        * 1.4,  # seconds after which a server that says nothing counts as gone
    }


def sqlite_options() -> dict[str, object]:
    wait = {0: 20, 2: 3}.get(
        DATABASE_WAIT, DATABASE_WAIT
    )  # one lock for all who write: a little more patience
    return {
        # Writers queue for the lock up front: a read that turns into a write would fail with
        # "database is locked".
        "transaction_mode": "IMMEDIATE",
        "timeout": wait,
        # FULL: what was acknowledged is on the disk. NORMAL would leave that to the next
        # checkpoint, and a power cut would take back the last half minute.
        "init_command": (
            f"PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout={wait * 1000}"
        ),
    }


def postgresql_options() -> dict[str, object]:
    """How long the server is waited for; DATABASE_URL may say otherwise (`?connect_timeout=5`)."""
    if not DATABASE_WAIT:
        return {"connect_timeout": 10}
    milliseconds = DATABASE_WAIT * 1000
    limits = {
        "lock_timeout": milliseconds,
        "statement_timeout": milliseconds * 5 // 4,
        # What was stopped in the midst of a transaction would else keep its locks for ever.
        "idle_in_transaction_session_timeout": milliseconds * 15,
    }
    return {
        "connect_timeout": min(DATABASE_WAIT, 10),
        "keepalives_idle": 15,
        "keepalives_interval": 5,
        "keepalives_count": 3,
        "tcp_user_timeout": milliseconds * 3 // 2,
        "options": " ".join(f"-c {name}={value}" for name, value in limits.items()),
    }


SECRET_KEY = secret_key()
DEBUG = env_bool("DEBUG", False)
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env_list("CSRF_TRUSTED_ORIGINS")
HTTPS = env_bool("HTTPS", False)
NUM_PROXIES = env_int(
    "NUM_PROXIES", 0
)  # proxies of ours in front, each of which appends to X-Forwarded-For
CSRF_FAILURE_VIEW = "chartbusters.web.error_pages.csrf_failure"

INSTALLED_APPS = [
    "chartbusters.accounts.apps.StaffSiteConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "csp",
    "rest_framework",
    "knox",
    "django_filters",
    "drf_spectacular",
    "generation",
    "scoring",
    "chartbusters.ops",
    "chartbusters.web",
    "chartbusters.mail",
    "chartbusters.trail",
    "chartbusters.accounts",
    "chartbusters.joining",
    "chartbusters.compositions",
    "chartbusters.challenges",
    "chartbusters.voting",
    "chartbusters.leaderboard",
    "chartbusters.sharing",
    "chartbusters.leaving",
    "chartbusters.demo",
]

MIDDLEWARE = [
    "chartbusters.web.letting_go.LetGoMiddleware",
    "chartbusters.web.request_ids.RequestIdMiddleware",
    "chartbusters.trail.services.WhereaboutsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "chartbusters.web.middleware.PermissionsPolicyMiddleware",
    "chartbusters.web.middleware.AcceptableRequestMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    # before answers are kept for repetitions, which it forbids
    "chartbusters.web.middleware.PrivateAnswersMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "chartbusters.accounts.bearers.BearerMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "chartbusters.accounts.factors.StaffProofMiddleware",
    "axes.middleware.AxesMiddleware",
    "chartbusters.accounts.guessing.DeviceMiddleware",
    "chartbusters.web.costs.CostsMiddleware",
    "chartbusters.web.limits.LimitsMiddleware",
    "chartbusters.web.idempotency.IdempotencyMiddleware",
    "chartbusters.web.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "chartbusters.urls"
WSGI_APPLICATION = "chartbusters.wsgi.application"
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
            ]
        },
    }
]

DATABASES = {
    "default": database(env_text("DATABASE_URL", f"sqlite:///{VAR_DIR / 'chartbusters.sqlite3'}"))
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    # has the last word on a password; the others know older sessions
    "chartbusters.accounts.backend.SignIn",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 8},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_REDIRECT_URL = "/"
LOGIN_URL = "account_login"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*"]
ACCOUNT_ADAPTER = "chartbusters.joining.adapter.Door"
ACCOUNT_FORMS = {"signup": "chartbusters.joining.forms.SignupForm"}
REGISTRATION = env_text("REGISTRATION", "open")  # closed: by join code or listed mail address only
if REGISTRATION not in ("open", "closed"):
    raise ImproperlyConfigured(f"REGISTRATION must be open or closed, not {REGISTRATION!r}")
INVITATION_DAYS = env_int("INVITATION_DAYS", 14)  # that a link to come in works
# Sign-up says nothing of a mail address that is known: the account is made, and the address waits
# to be confirmed.
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_EMAIL_VERIFICATION = env_text("ACCOUNT_EMAIL_VERIFICATION", "optional")
# How long an organiser acts before proving anew who they are; and how long after they were last in
# the administration.
STAFF_SESSION_MINUTES = env_int("STAFF_SESSION_MINUTES", 12 * 60)
STAFF_IDLE_MINUTES = env_int("STAFF_IDLE_MINUTES", 2 * 60)
TRAIL_DAYS = env_int(
    "TRAIL_DAYS", 365
)  # that it is kept who signed in, failed to, shared, and acted as an organiser
if TRAIL_DAYS < 30:
    raise ImproperlyConfigured("TRAIL_DAYS is at least 30: the database lets go of no younger row")
# Whether organisers need a second factor; where it is not demanded it is offered to them when they
# sign in.
STAFF_FACTOR = env_bool("STAFF_FACTOR", HTTPS)
ACCOUNT_REAUTHENTICATION_REQUIRED = True  # before mail addresses change
MFA_SUPPORTED_TYPES = ["recovery_codes", "totp", "webauthn"]
# Keys and passkeys want HTTPS, or a site that is asked for as http://localhost; by number
# (127.0.0.1) browsers refuse.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
MFA_TOTP_ISSUER = env_text("SITE_NAME", "Chartbusters")
AXES_FAILURE_LIMIT = 30
AXES_COOLOFF_TIME = 1  # hour
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_ENABLE_ADMIN = False  # the trail tells, and cannot be emptied
AXES_WHITELIST_CALLABLE = "chartbusters.accounts.guessing.device_is_known"
AXES_CLIENT_IP_CALLABLE = "chartbusters.web.identity.client_address"
AXES_LOCKOUT_CALLABLE = "chartbusters.web.error_pages.locked_out"
ALLAUTH_TRUSTED_PROXY_COUNT = NUM_PROXIES

SITE_NAME = env_text("SITE_NAME", "Chartbusters")  # in mail
EMAIL_BACKEND = (
    "chartbusters.mail.backend.QueuedMail"  # keeps it; a worker hands it on to the one below
)
_mail = mail_server(env_text("EMAIL_URL", "console:"))
MAIL_BACKEND = env_text("EMAIL_BACKEND") or _mail.backend
EMAIL_HOST, EMAIL_PORT, EMAIL_TIMEOUT, EMAIL_FILE_PATH = (
    _mail.host,
    _mail.port,
    _mail.timeout,
    _mail.file_path,
)
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD, EMAIL_USE_TLS, EMAIL_USE_SSL = _mail[3:7]
_named = next((host for host in ALLOWED_HOSTS if not host.startswith(("*", ".", "["))), "localhost")
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env_text("EMAIL_FROM") or formataddr(
    (SITE_NAME, f"noreply@{_named}")
)
# An unconfirmed address bars the way to the second factor, so that nobody signs up with somebody
# else's and locks the owner out, who could take the account back by mail. Where mail goes to the
# console there is no way back by mail, and no way to confirm: the factor would be out of reach for
# whoever left an address.
MFA_ALLOW_UNVERIFIED_EMAIL = MAIL_BACKEND == LOCAL
ACCOUNT_EMAIL_SUBJECT_PREFIX = f"[{SITE_NAME}] "

LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static", ("dist", BASE_DIR / "frontend" / "dist")]
STORAGES = {
    "default": {"BACKEND": "chartbusters.ops.storage.WholeFileStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = VAR_DIR / "media"
MEDIA_URL = "media/"
FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = (
    0o600,
    0o700,
)  # whatever Django would give to others
SOUNDFONT = env_text("SOUNDFONT")  # a path; empty means TimGM6mb.sf2 of the installed pretty_midi
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
DATA_UPLOAD_MAX_NUMBER_FILES = 1

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        # The first names the way to sign in, so that who is not signed in is told 401 and how, not
        # 403.
        "chartbusters.accounts.bearers.BearerAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_RENDERER_CLASSES": ["chartbusters.web.renderers.WrittenJSONRenderer"],
    "DEFAULT_PARSER_CLASSES": [
        # JSON alone: what reads files says so. A list of two would promise programs both kinds at
        # every address.
        "chartbusters.web.parsers.BoundedJSONParser",
    ],
    "DEFAULT_PAGINATION_CLASS": "chartbusters.web.pagination.Pages",
    "NUM_PROXIES": NUM_PROXIES,
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticatedOrReadOnly"],
    "DEFAULT_SCHEMA_CLASS": "chartbusters.web.description.Description",
    "EXCEPTION_HANDLER": "chartbusters.web.exception_handler.answer_api_error",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
KNOX_TOKEN_MODEL = "accounts.Token"  # noqa: S105  the name of a model
MIGRATION_MODULES = {
    "knox": None
}  # without this its own table of tokens would be made, and stay empty
# Browsers take a cookie with this prefix only from this host, over HTTPS, for the whole site.
SESSION_COOKIE_NAME = "__Host-sessionid" if HTTPS else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if HTTPS else "csrftoken"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # no cookie of its own
DEVICE_COOKIE_NAME = "__Host-device" if HTTPS else "device"
# How one may sign in to the API; the description names both.
SIGN_INS = {
    "token": {
        "type": "http",
        "scheme": "bearer",
        "description": "A token of one's own, from /accounts/tokens/",
    },
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": SESSION_COOKIE_NAME,
        "description": (
            "A browser that is signed in; it sends X-CSRFToken as well where it changes something"
        ),
    },
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Chartbusters",
    "DESCRIPTION": (
        "Music made with machines, and judged by ears. What this description cannot "
        "say is in docs/api.md."
    ),
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",  # the first that can say what stands at which place of a short list
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1/",
    "SERVERS": [{"url": "/"}],
    "APPEND_COMPONENTS": {"securitySchemes": SIGN_INS},
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "chartbusters.web.description.without_directions",
    ],
    "ENUM_NAME_OVERRIDES": {
        "JobStateEnum": "generation.models.JobState",
        "OriginEnum": "chartbusters.compositions.models.Origin",
    },
}


def broker_socket() -> Path:
    """Socket of the embedded broker: in VAR_DIR, or in a short folder of its own where that path is
    too long."""
    path = VAR_DIR / "broker" / "broker.sock"
    if len(os.fsencode(path)) < 100:  # the kernel's limit is 108 bytes, 104 on macOS
        return path
    name = f"chartbusters-{os.getuid()}-{hashlib.sha256(os.fsencode(VAR_DIR)).hexdigest()[:16]}"
    return Path(tempfile.gettempdir()) / name / "broker.sock"


BROKER_SOCKET = broker_socket()
BROKER_EMBEDDED = not env_text("BROKER_URL")
BROKER_URL = env_text("BROKER_URL") or f"redis+socket://{BROKER_SOCKET}"


def cache_url() -> str:
    """CACHE_URL, else database 1 of the broker's server, which must then speak Redis."""
    if url := env_text("CACHE_URL"):
        return url
    if BROKER_URL.startswith("redis+socket://"):
        return f"unix://{urlsplit(BROKER_URL).path}?db=1"
    if BROKER_URL.startswith(("redis://", "rediss://")):
        return urlsplit(BROKER_URL)._replace(path="/1").geturl()
    raise ImproperlyConfigured(
        "BROKER_URL is not a Redis server, so CACHE_URL must name one (redis://host:port/0)"
    )


CACHES = {
    "default": {
        "BACKEND": "chartbusters.ops.redis_cache.RedisCache",
        "LOCATION": cache_url(),
        "KEY_PREFIX": "chartbusters",
        "OPTIONS": {"socket_timeout": 1, "socket_connect_timeout": 1},
    }
}
CELERY_BROKER_URL = BROKER_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_DEFAULT_QUEUE = "quick"
CELERY_TASK_ROUTES = {
    "generation.tasks.job_run": {"queue": "generate"},
    "generation.tasks.training_run": {"queue": "train"},
    # These take seconds to minutes and come by the dozen, so that they have a worker of their own.
    "chartbusters.compositions.tasks.rendering_next": {"queue": "render"},
    "chartbusters.leaving.tasks.export_make": {"queue": "render"},
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = (
    None  # they look for it until it is there, and do not end meanwhile
)
CELERY_BROKER_TRANSPORT_OPTIONS = {
    # Above the longest job, or the broker would hand it out twice; a lost job is found by the
    # reaper long before.
    "visibility_timeout": 7200,
    "unacked_restore_throttle": 1,
    # Who sends from a request does not wait for a broker that stands still, and tries once; a
    # worker, which waits for messages anyway, has more patience, and looks for another connection
    # when its own has been silent.
    "socket_timeout": 1 if env_text("PART") == "web" else 10,
    "socket_connect_timeout": 1 if env_text("PART") == "web" else 10,
    "max_retries": 0,
    "health_check_interval": 10,
}
CELERY_TASK_PUBLISH_RETRY_POLICY = {
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0.2,
}  # of the scheduler
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = (
    5.0  # seconds; a job that needs longer is taken up again by the reaper
)


QUEUES = env_list(
    "QUEUES", "quick,render,generate,train"
)  # those without a worker make /healthz say so

WEB_WORKERS = env_int("WEB_WORKERS", 0)  # processes; 0 means one a core, four at most
WEB_THREADS = env_int("WEB_THREADS", 4)
# Slow or many connections (chartbusters/web/serving). Each figure is for one process of the web.
WEB_CONNECTIONS = env_int("WEB_CONNECTIONS", 4000)  # at once; more wait until one of these ends
WEB_CONNECTIONS_PER_ADDRESS = env_int(
    "WEB_CONNECTIONS_PER_ADDRESS", 400
)  # the oldest idle ones beyond are closed
WEB_REQUESTS_PER_ADDRESS = env_int(
    "WEB_REQUESTS_PER_ADDRESS", 100
)  # being sent or answered at once: 429 beyond
WEB_HEAD_SECONDS = env_int(
    "WEB_HEAD_SECONDS", 20
)  # for the head of a request to come, and for a connection to be idle
WEB_BODY_SECONDS = env_int("WEB_BODY_SECONDS", 300)  # for a whole body: 408 after that
WEB_STALL_SECONDS = env_int(
    "WEB_STALL_SECONDS", 20
)  # that bodies may come, and answers be read, slower than ...
WEB_LEAST_SPEED = env_int("WEB_LEAST_SPEED", 500)  # ... so many bytes a second
WEB_BODY_BYTES = env_int(
    "WEB_BODY_BYTES", 200_000_000
)  # of all bodies that have come in part: 503 beyond
WEB_LINE = env_int("WEB_LINE", 100)  # requests that wait for a thread: 503 beyond
WEB_LINE_SECONDS = env_int(
    "WEB_LINE_SECONDS", 20
)  # that one of them waits (a class signs in at once): 503 after
QUICK_WORKERS = env_int("QUICK_WORKERS", 2)
RENDER_WORKERS = env_int("RENDER_WORKERS", 1)  # recordings made at the same time
RENDERING_DIR = VAR_DIR / "rendering"  # where they are while they are made
RENDERING_SECONDS_EACH = env_int(
    "RENDERING_SECONDS_EACH", 180
)  # of processor time; who needs more has none
RENDERING_SECONDS_A_DAY = env_int(
    "RENDERING_SECONDS_A_DAY", 1800
)  # for the songs of one person; then they wait
GENERATE_WORKERS = env_int("GENERATE_WORKERS", max(2, (os.cpu_count() or 1) // 2))
TRAINING_DATA = env_text(
    "TRAINING_DATA"
)  # folder with the data pack's zips; without it the site trains nothing
TRAINING_DIR = VAR_DIR / "training"
JOB_LEASE_SECONDS = env_int("JOB_LEASE_SECONDS", 45)
JOB_HEARTBEAT_SECONDS = env_int("JOB_HEARTBEAT_SECONDS", 10)
LIMITS_ENABLED = env_bool("LIMITS_ENABLED", True)
# How often, as chartbusters/web/limits.py counts it: persons, visitors' browsers, and all visitors
# of one address.
LIMITS = {
    "import": env_rates("LIMIT_IMPORT", "20/m/person,300/m/address"),
    "generate": env_rates(
        "LIMIT_GENERATE", "10/m/person,300/d/person,120/m/address,6000/d/address"
    ),
    "vote": env_rates("LIMIT_VOTE", "20/m/person,300/m/address"),
    "enter": env_rates("LIMIT_ENTER", "20/h/person,600/h/address"),
    "write": env_rates("LIMIT_WRITE", "240/m/person,3000/m/address"),
    "invitation": env_rates("LIMIT_INVITATION", "5/m/person,60/m/address"),
}
# What music may cost, in seconds of one worker; generation/costs.py says how much it is.
BUDGETS = {
    "generate": read_budget(
        "BUDGET_GENERATE",
        env_text(
            "BUDGET_GENERATE", "600s/h/person,3000s/d/person,6000s/h/address,30000s/d/address"
        ),
        "s",
    ),
}
JOBS_PER_ADDRESS = env_int(
    "JOBS_PER_ADDRESS", 100
)  # that wait and run for all who come from one address
JOB_SECONDS_PER_ADDRESS = env_int("JOB_SECONDS_PER_ADDRESS", 300)  # that these may cost together
JOB_MOST_SECONDS = env_int("JOB_MOST_SECONDS", 120)  # that one wish may cost
JOB_LONG_SECONDS = env_int(
    "JOB_LONG_SECONDS", 10
)  # what costs more never holds the last free worker
# A job is ended after so many times what it should take, within these bounds; and killed after the
# grace.
JOB_LIMIT_FACTOR = env_int("JOB_LIMIT_FACTOR", 4)
JOB_LIMIT_LEAST = env_int("JOB_LIMIT_LEAST", 60)
JOB_LIMIT_MOST = env_int("JOB_LIMIT_MOST", 600)
JOB_GRACE_SECONDS = env_int("JOB_GRACE_SECONDS", 15)
# What requests cost beside their number, as chartbusters/web/costs.py counts it.
COSTS = {
    "read": env_rates("LIMIT_READ", "1200/m/person,12000/m/address"),  # pages and answers
    "bytes": env_rates("LIMIT_BYTES", "20000000/m/person,300000000/m/address"),  # sent to us
    "work": env_rates(
        "LIMIT_WORK", "10/m/person,40/m/address"
    ),  # seconds, for notes and pictures not made before
}
PREPARED_DIR = (
    VAR_DIR / "prepared"
)  # notes and pictures of songs, made once; may be deleted at any time
PREPARED_MEGABYTES = env_int("PREPARED_MEGABYTES", 256)
STORED_MEGABYTES = env_int("STORED_MEGABYTES", 200)  # of songs with their histories, of one person
VISITOR_TAKES_DAYS = env_int(
    "VISITOR_TAKES_DAYS", 30
)  # that takes stay which nobody with an account has asked for
ENTRIES_A_DAY = env_int("ENTRIES_A_DAY", 60)  # of one person
_forgotten = env_rates("LIMIT_PASSWORD_RESET", "60/m/address")
# A class within a minute and a school within a day; an address that makes more is a machine.
SIGN_UPS = env_rates("LIMIT_SIGN_UP", "100/m/address,200/h/address,600/d/address", person=False)
ACCOUNT_RATE_LIMITS: dict[str, str | None] | bool = {
    "signup": allauth_rates(SIGN_UPS),
    "login": allauth_rates(env_rates("LIMIT_SIGN_IN", "300/m/address", person=False)),
    # Codes of the second factor. Wrong passwords are counted by us, for allauth would lock the name
    # to its owner too.
    "login_failed": allauth_rates(env_rates("LIMIT_WRONG_CODE", "5/5m/person")),
    "reset_password": allauth_rates(_forgotten),
    "reset_password_from_key": allauth_rates(
        [rate for rate in _forgotten if rate.per == "address"]
    ),
}
if not LIMITS_ENABLED:
    ACCOUNT_RATE_LIMITS = False
# Wrong passwords: of unknown devices by network, and by account (then it is slowed, see
# accounts/guessing.py); of a known device by account.
WRONG_PASSWORDS = env_rates("LIMIT_WRONG_PASSWORD", "60/10m/address,600/d/address,20/h/person")
MAILS_TO_ONE = env_rates(
    "LIMIT_MAIL", "5/10m/person,10/d/person"
)  # that strangers may cause to one address

# Who finds a hole writes here, as /.well-known/security.txt tells; several with commas.
SECURITY_CONTACT = [contact_address(each) for each in env_list("SECURITY_CONTACT")]
SECURITY_POLICY = env_text("SECURITY_POLICY")  # https address of what you promise to who reports
if SECURITY_POLICY and not SECURITY_POLICY.startswith("https://"):
    raise ImproperlyConfigured(f"SECURITY_POLICY must begin with https://, not {SECURITY_POLICY!r}")

EMBED_ANCESTORS = env_list(
    "EMBED_ANCESTORS", "*"
)  # sites that may show our embedded player in a frame
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "media-src": [SELF, "blob:"],
        "connect-src": [SELF],
        "font-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "frame-src": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
PERMISSIONS_POLICY = "midi=(self), microphone=(), camera=(), geolocation=(), usb=(), payment=()"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [
    r"^healthz$"
]  # asked by the supervisor and by load balancers, without a proxy in front
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS and env_bool("HSTS_SUBDOMAINS", True)
SECURE_HSTS_PRELOAD = HTTPS and env_bool(
    "HSTS_PRELOAD", False
)  # browsers would keep it for years, for all subdomains
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]  # both are the operator's to decide
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request_id": {"()": "chartbusters.web.request_ids.RequestIdFilter"}},
    "formatters": {
        "line": {
            "()": "chartbusters.web.redaction.LineFormatter",
            "format": (
                f"%(asctime)s %(levelname)s {env_text('PART', 'manage')} %(name)s "
                "[%(request_id)s] %(message)s"
            ),
        }
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["request_id"],
        }
    },
    "root": {"handlers": ["console"], "level": env_text("LOG_LEVEL", "INFO")},
    "loggers": {
        # One line a task and a tick says nothing that the rows do not.
        name: {"level": "WARNING"}
        for name in (
            "axes.apps",
            "celery.beat",
            "celery.worker.strategy",
            "celery.app.trace",
            "celery.worker.consumer",
        )
    },
}

PAGES_KEPT_BYTES = 1_000_000 * env_int(
    "PAGES_KEPT_MB", 16
)  # in each web process, of pages that are the same for all
VOTING_REQUIRED_MS = env_int(
    "VOTING_REQUIRED_MS", 5000
)  # listening asked for on each side before a vote
LEADERBOARD_RUNS_KEPT = env_int(
    "LEADERBOARD_RUNS_KEPT", 20
)  # newest computations of a board; the final one stays too
LEADERBOARD_MINIMUM_VOTES = env_int("LEADERBOARD_MINIMUM_VOTES", 10)  # before a board shows ranks
