"""Addresses of those who want to hear of holes, as settings name them."""

import re

from django.core.exceptions import ImproperlyConfigured

MAIL = re.compile(r"[^\s@:/]+@[^\s@:/]+\.[^\s@:/]+")
ADDRESS = re.compile(r"(mailto:[^\s@]+@|https://|tel:\+?)[^\s]+")


def contact_address(text: str) -> str:
    """`security@example.org` as `mailto:security@example.org`; addresses of other kinds as they
    are."""
    if MAIL.fullmatch(text):
        return f"mailto:{text}"
    if ADDRESS.fullmatch(text):
        return text
    raise ImproperlyConfigured(
        "SECURITY_CONTACT must be a mail address, or begin with https://, mailto: or tel:, not "
        f"{text!r}"
    )
