"""A challenge made of another one: what is the same, what is shifted, and what rooms above add."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import DateTimeField

from chartbusters.challenges.models import Challenge
from chartbusters.challenges.rounding import MINUTE, QUARTER, moments_rounded
from chartbusters.challenges.rule_faults import rules_fault

WEEK = timedelta(days=7)
OWN = {"id", "slug", "title", "published", "created_at", "score_seed"}
# Called in the transaction with the challenge that was copied, and the one that was made of it.
AFTER_COPYING: list[Callable[[Challenge, Challenge], None]] = []


def copy_of(challenge: Challenge, *, now: datetime, slug: str, title: str) -> Challenge:
    """All settings of it, those of tomorrow's fields too; its times later by whole weeks, so that
    it opens on the same day of the week at the same hour, and no odd seconds."""
    fields = [
        field
        for field in Challenge._meta.concrete_fields
        if field.name not in OWN and not field.generated
    ]
    values: dict[str, Any] = {field.attname: getattr(challenge, field.attname) for field in fields}
    shift = _weeks(challenge.opens_at, now + timedelta(days=1))
    moments = [field.attname for field in fields if isinstance(field, DateTimeField)]
    shifted = {name: values[name] + shift for name in moments if values[name] is not None}
    values |= moments_rounded(shifted, to=QUARTER if shift else MINUTE)
    # a rule that is no more would keep the copy from being saved
    values["rules"] = [row for row in challenge.rules if rules_fault([row]) is None]
    return Challenge(**values, slug=slug, title=title)


def _weeks(opened: datetime, earliest: datetime) -> timedelta:
    """The fewest weeks after which it does not open before `earliest`."""
    return max(0, -((opened - earliest) // WEEK)) * WEEK


def free_slug(wanted: str) -> str:
    """The wanted one, or with the lowest number behind it that no challenge has."""
    slugs = Challenge.objects.filter(slug__startswith=wanted).values_list("slug", flat=True)
    taken, number, slug = set(slugs), 1, wanted
    while slug in taken:
        number += 1
        slug = f"{wanted[:74]}-{number}"
    return slug
