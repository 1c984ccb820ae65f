"""Mail: who takes it from us, and from whom it is."""

from email.utils import formataddr

from chartbusters.mail.server import LOCAL, mail_server
from chartbusters.settings.environment import (
    ALLOWED_HOSTS,
    HTTPS,
    SITE_NAME,
    env_int,
    env_rates,
    env_text,
)

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

# that strangers may cause to one address
MAILS_TO_ONE = env_rates("LIMIT_MAIL", "5/10m/person,10/d/person")

# How links in mails begin that no request has asked for
_port = "" if HTTPS or _named != "localhost" else ":8000"
SITE_ADDRESS = (
    env_text("SITE_ADDRESS") or f"{'https' if HTTPS else 'http'}://{_named}{_port}"
).rstrip("/")
NOTICES_DAYS = env_int("NOTICES_DAYS", 90)  # that people can read what they were told
