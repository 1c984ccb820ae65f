"""Codes of a second factor, as an app on a phone shows them."""

import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache


def code_of(secret: str) -> str:
    cache.clear()  # a code is taken once; here one stands for many
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))
