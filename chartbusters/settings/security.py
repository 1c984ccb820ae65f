"""What browsers are told, and whom to tell of a hole."""

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from chartbusters.settings.environment import HTTPS, env_bool, env_list, env_text
from chartbusters.web.contacts import contact_address

CSRF_FAILURE_VIEW = "chartbusters.web.error_pages.csrf_failure"

# Browsers take a cookie with this prefix only from this host, over HTTPS, for the whole site.
SESSION_COOKIE_NAME = "__Host-sessionid" if HTTPS else "sessionid"
SESSION_ENGINE = "chartbusters.accounts.session_store"
CSRF_COOKIE_NAME = "__Host-csrftoken" if HTTPS else "csrftoken"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # no cookie of its own
DEVICE_COOKIE_NAME = "__Host-device" if HTTPS else "device"

# Who finds a hole writes here, as /.well-known/security.txt tells; several with commas.
SECURITY_CONTACT = [contact_address(each) for each in env_list("SECURITY_CONTACT")]
SECURITY_POLICY = env_text("SECURITY_POLICY")  # https address of what you promise to who reports
if SECURITY_POLICY and not SECURITY_POLICY.startswith("https://"):
    raise ImproperlyConfigured(f"SECURITY_POLICY must begin with https://, not {SECURITY_POLICY!r}")

# sites that may show our embedded player in a frame
EMBED_ANCESTORS = env_list("EMBED_ANCESTORS", "*")
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
        "manifest-src": [SELF],
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
# asked by the supervisor and by load balancers, without a proxy in front
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS and env_bool("HSTS_SUBDOMAINS", True)
# browsers would keep it for years, for all subdomains
SECURE_HSTS_PRELOAD = HTTPS and env_bool("HSTS_PRELOAD", False)
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]  # both are the operator's to decide
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
