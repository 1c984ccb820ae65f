"""Codes of a second factor, as an app on a phone shows them."""

import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache

STEP = 30  # seconds for which an app shows a code


def code_of(secret: str, for_seconds: float = 5) -> str:
    """A code that still holds for so long: nobody types one that is about to change."""
    left = STEP - time.time() % STEP
    if left < for_seconds:
        time.sleep(left)
    cache.clear()  # a code is taken once; here one stands for many
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // STEP)))
