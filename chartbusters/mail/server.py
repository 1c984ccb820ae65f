"""EMAIL_URL taken apart: which mail server takes our mail, and how it is spoken to."""

from typing import NamedTuple
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

BACKENDS = "django.core.mail.backends"
FORMS = (
    "smtp://user:password@host:587?tls=true, smtps://user:password@host, file:///folder or console:"
)
LOCAL = "chartbusters.mail.local.LocalMail"
TIMEOUT = 20  # seconds that a worker waits for the server


class MailServer(NamedTuple):
    """Django's settings of the same names."""

    backend: str
    host: str = "localhost"
    port: int = 25
    user: str = ""
    password: str = ""
    use_tls: bool = False
    use_ssl: bool = False
    timeout: int = TIMEOUT
    file_path: str | None = None


def mail_server(url: str) -> MailServer:
    """What EMAIL_URL says. Raises `ImproperlyConfigured` for what is none; the message never holds
    the password."""
    try:
        parts = urlsplit(url)
        return _READERS[parts.scheme](parts)
    except (KeyError, ValueError) as error:
        reason = f" ({error})" if type(error) is ValueError else ""
        raise ImproperlyConfigured(f"EMAIL_URL must look like {FORMS}{reason}") from None


def _console(parts: SplitResult) -> MailServer:
    if parts.netloc or parts.path or parts.query:
        raise ValueError("console: has nothing behind it")
    return MailServer(LOCAL)


def _file(parts: SplitResult) -> MailServer:
    if parts.netloc or not parts.path or parts.query:
        raise ValueError("file: needs the path of a folder")
    return MailServer(f"{BACKENDS}.filebased.EmailBackend", file_path=unquote(parts.path))


def _smtp(parts: SplitResult) -> MailServer:
    options = dict(parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query)))
    tls, timeout = _boolean(options.pop("tls", "false")), options.pop("timeout", str(TIMEOUT))
    ssl = parts.scheme == "smtps"
    if options:
        raise ValueError(f"there is no option {next(iter(options))}; tls and timeout there are")
    if not timeout.isdecimal() or not int(timeout):
        raise ValueError("timeout is a number of seconds")
    if not parts.hostname or parts.path not in ("", "/"):
        raise ValueError(
            "the host is missing, or a character of the password wants to be written as %XX"
        )
    if ssl and tls:
        raise ValueError("smtps:// is encrypted from the start, so tls=true makes no sense with it")
    return MailServer(
        f"{BACKENDS}.smtp.EmailBackend",
        host=parts.hostname,
        port=_port(parts) or (465 if ssl else 587 if tls else 25),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        use_tls=tls,
        use_ssl=ssl,
        timeout=int(timeout),
    )


def _port(parts: SplitResult) -> int | None:
    try:
        return parts.port
    except (
        ValueError
    ):  # Python's own words would show what stands there, which may be half a password
        raise ValueError("the port is not a number") from None


def _boolean(text: str) -> bool:
    if text not in ("true", "false", "1", "0"):
        raise ValueError("tls is true or false")
    return text in ("true", "1")


_READERS = {"console": _console, "file": _file, "smtp": _smtp, "smtps": _smtp}
