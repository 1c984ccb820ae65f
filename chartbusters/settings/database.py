"""The database: SQLite or PostgreSQL, and how long somebody waits for it."""

from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from chartbusters.settings.capacity import WEB_THREADS
from chartbusters.settings.environment import VAR_DIR, env_text

# Seconds for which somebody waits for a lock in the database. A request gives its thread back soon,
# for others want it; a task can wait; a command, such as a migration, takes as long as it takes
# (0).
WORKERS = ("quick", "boards", "render", "generate", "train", "publish", "worker")
DATABASE_WAITS = {"web": 2, **dict.fromkeys(WORKERS, 40)}
DATABASE_WAIT = DATABASE_WAITS.get(env_text("PART"), 0)


def database(url: str) -> dict[str, object]:
    """Django's settings for `sqlite:///path` or `postgresql://user:password@host:port/name?host=/socket/folder`."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "chartbusters.ops.sqlite3",
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
    # one lock for all who write: a little more patience
    wait = {0: 20, 2: 2.5}.get(DATABASE_WAIT, DATABASE_WAIT)
    # While the lock is not to be had, half of the web's threads may wait for it; the others serve
    # who only reads.
    places = max(1, WEB_THREADS // 2) if env_text("PART") == "web" else None
    return {
        # Writers queue for the lock up front: a read that turns into a write would fail with
        # "database is locked".
        "transaction_mode": "IMMEDIATE",
        "timeout": wait,
        "places": places,
        # FULL: what was acknowledged is on the disk. NORMAL would leave that to the next
        # checkpoint, and a power cut would take back the last half minute.
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
            f"PRAGMA busy_timeout={wait * 1000:.0f}"
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


DATABASES = {
    "default": database(env_text("DATABASE_URL", f"sqlite:///{VAR_DIR / 'chartbusters.sqlite3'}"))
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
