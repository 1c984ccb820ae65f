"""How often something may be done, as settings write it: `10/m/person,120/m/address`."""

import re
from typing import NamedTuple

from django.core.exceptions import ImproperlyConfigured

UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
FORM = re.compile(r"([1-9]\d{0,8})/([1-9]\d{0,4})?([smhd])/(person|address)")


class Rate(NamedTuple):
    """At most `most` times in `seconds`, counted by person (or a visitor's browser) or by network
    address."""

    most: int
    seconds: int
    per: str


def read_rates(name: str, text: str, *, person: bool = True) -> list[Rate]:
    """The rates of a setting; none for `none`. Raises `ImproperlyConfigured`."""
    if text.strip() == "none":
        return []
    found = [FORM.fullmatch(part.strip()) for part in text.split(",")]
    rates = [Rate(int(m[1]), int(m[2] or 1) * UNITS[m[3]], m[4]) for m in found if m]
    if len(rates) < len(found) or (not person and any(rate.per == "person" for rate in rates)):
        form = "10/m/person,120/m/address" if person else "100/m/address,1000/d/address"
        raise ImproperlyConfigured(
            f"{name} must be none, or look like {form} (s, m, h, d; or 10m), not {text!r}"
        )
    return rates


def read_budget(name: str, text: str, unit: str) -> list[Rate]:
    """What callers may use up, as in `600s/h/person,6000s/h/address` (unit `s`, seconds of a
    worker)."""
    if text.strip() == "none":
        return []
    amounts = [re.fullmatch(rf"\s*(\d+){unit}(/\S+)\s*", part) for part in text.split(",")]
    rates = [FORM.fullmatch(amount[1] + amount[2]) if amount else None for amount in amounts]
    if not all(rates):
        form = f"600{unit}/h/person,6000{unit}/h/address"
        raise ImproperlyConfigured(
            f"{name} must be none, or look like {form} (s, m, h, d; or 10m), not {text!r}"
        )
    return read_rates(name, ",".join(rate[0] for rate in rates if rate))


def allauth_rates(rates: list[Rate]) -> str | None:
    """The same for allauth, which counts by what was typed (a name, a mail address) where we say
    person."""
    words = {"person": "key", "address": "ip"}
    return ",".join(f"{rate.most}/{rate.seconds}s/{words[rate.per]}" for rate in rates) or None
