"""People: how they sign up and in, prove who they are, and how often they may try."""

from django.core.exceptions import ImproperlyConfigured

from chartbusters.settings.environment import (
    HTTPS,
    LIMITS_ENABLED,
    NUM_PROXIES,
    env_bool,
    env_int,
    env_rates,
    env_text,
)
from chartbusters.web.rates import allauth_rates

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
ACCOUNT_FORMS = {
    "login": "chartbusters.accounts.entrance.LoginForm",
    "reset_password": "chartbusters.accounts.entrance.ResetPasswordForm",
    "signup": "chartbusters.joining.forms.SignupForm",
}
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
# that it is kept who signed in, failed to, shared, and acted as an organiser
TRAIL_DAYS = env_int("TRAIL_DAYS", 365)
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
