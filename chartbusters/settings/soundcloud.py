"""SoundCloud: the application as which people publish there, and how long its servers are waited
for."""

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from chartbusters.settings.environment import env_int, env_text

_HERE = ("localhost", "127.0.0.1", "::1")


def _server(text: str) -> str:
    """An address to which tokens go: over HTTPS, unless it is this machine, as in tests."""
    parts = urlsplit(text)
    safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _HERE)
    if not safe or not parts.hostname or parts.query or parts.fragment:
        message = f"Addresses of SoundCloud must be https addresses of servers, not {text!r}"
        raise ImproperlyConfigured(message)
    return text.rstrip("/")


SOUNDCLOUD_CLIENT_ID = env_text("SOUNDCLOUD_CLIENT_ID")  # empty: no page speaks of SoundCloud
SOUNDCLOUD_CLIENT_SECRET = env_text("SOUNDCLOUD_CLIENT_SECRET")
SOUNDCLOUD_API_URL = _server(env_text("SOUNDCLOUD_API_URL", "https://api.soundcloud.com"))
SOUNDCLOUD_AUTH_URL = _server(env_text("SOUNDCLOUD_AUTH_URL", "https://secure.soundcloud.com"))
SOUNDCLOUD_SECONDS = env_int("SOUNDCLOUD_SECONDS", 20)  # for a whole answer
SOUNDCLOUD_UPLOAD_SECONDS = env_int("SOUNDCLOUD_UPLOAD_SECONDS", 600)  # for a recording to go there
SOUNDCLOUD_A_DAY = env_int("SOUNDCLOUD_A_DAY", 20)  # songs that one person publishes there
