"""Zones of time in which organisers plan: which there are, and whose is which."""

from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from chartbusters.accounts.models import User
from chartbusters.desk.models import Planner

OLD = ("Etc/", "SystemV/", "US/", "Brazil/", "Canada/", "Chile/", "Mexico/", "posix/", "right/")


@cache
def zones() -> list[str]:
    """Those that are named after a place, and UTC first."""
    places = [name for name in available_timezones() if "/" in name and not name.startswith(OLD)]
    return ["UTC", *sorted(places)]


def zone_of(*, person: User) -> str:
    """As they planned last."""
    return _planned(person) or "UTC"


def has_zone(*, person: User) -> bool:
    """Whether they have planned before; else their browser may propose a zone."""
    return bool(_planned(person))


def _planned(person: User) -> str:
    row = Planner.objects.filter(person=person).first()
    return row.zone if row and row.zone in zones() else ""


def known_zone(name: str, otherwise: str) -> ZoneInfo:
    return ZoneInfo(name if name in zones() else otherwise)
