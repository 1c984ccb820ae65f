"""Whom an event concerns: names that rooms above give their meaning, here kept as text.

`person:7` is one person, `reader:7` the same one, told by a worker, so that whoever records the
event does not wait for that person's row; `entrants:3` is whoever a room has registered under that
name. Several stand side by side, parted by spaces, and nobody is told twice.
"""

from collections.abc import Callable
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet

Resolver = Callable[[str], "QuerySet[Any]"]


def _person(key: str) -> "QuerySet[Any]":
    return get_user_model()._default_manager.filter(pk=int(key))


AUDIENCES: dict[str, Resolver] = {"person": _person, "reader": _person}


def audience_check(audience: str) -> None:
    """Raises `LookupError` for a name that nobody has registered."""
    if unknown := {name for name, _ in _parts(audience)} - set(AUDIENCES) or not audience.split():
        raise LookupError(f"nobody knows who is in {audience!r} ({unknown})")


def people_in(audience: str) -> "QuerySet[Any]":
    """Everybody in it who is still here, each once."""
    inside = Q(pk__in=[])
    for name, key in _parts(audience):
        inside |= Q(pk__in=AUDIENCES[name](key).order_by().values("pk"))
    return get_user_model()._default_manager.filter(inside, is_active=True)


def is_one_person(audience: str) -> bool:
    return audience.startswith("person:") and " " not in audience


def _parts(audience: str) -> list[tuple[str, str]]:
    named = (part.partition(":") for part in audience.split())
    return [(name, key) for name, _, key in named]
