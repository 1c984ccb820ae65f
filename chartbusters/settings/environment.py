"""What is read from the environment, and how: every knob has a default that works, and nonsense is
refused."""

import contextlib
import os
import secrets
import tempfile
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from chartbusters.web.rates import Rate, read_rates
from generation.whole import sync

BASE_DIR = Path(__file__).resolve().parents[2]


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


# An empty value is none: the folder from which it was started is no place for data.
VAR_DIR = Path(env_text("VAR_DIR") or BASE_DIR / "var").resolve()
VAR_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)


def secret_key() -> str:
    """SECRET_KEY from the environment, else one drawn on the first start and kept in VAR_DIR for
    its owner only."""
    if key := env_text("SECRET_KEY"):
        return key
    kept = VAR_DIR / "secret_key"
    if not (kept.exists() and kept.read_text()):
        draw_key(kept)
    return kept.read_text()


def draw_key(kept: Path) -> None:
    """Whole and on the disk before it has its name, which the first of several that start at once
    gives it. An empty file is no key: a power cut may have left one."""
    descriptor, part = tempfile.mkstemp(prefix="secret_key-", dir=kept.parent)  # its owner's alone
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(50))
    sync(Path(part))
    if kept.exists() and not kept.read_text():
        kept.unlink(missing_ok=True)
    with contextlib.suppress(FileExistsError):  # somebody else's, which is as good
        os.link(part, kept)
    os.unlink(part)
    sync(kept.parent)


SECRET_KEY = secret_key()
DEBUG = env_bool("DEBUG", False)
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env_list("CSRF_TRUSTED_ORIGINS")
HTTPS = env_bool("HTTPS", False)
# proxies of ours in front, each of which appends to X-Forwarded-For
NUM_PROXIES = env_int("NUM_PROXIES", 0)

SITE_NAME = env_text("SITE_NAME", "Chartbusters")  # in mail

LIMITS_ENABLED = env_bool("LIMITS_ENABLED", True)
