"""By whom an entry is, in words, where names are told."""

from typing import Any
from uuid import UUID

from django import template

from chartbusters.accounts.models import User
from chartbusters.challenges.models import Entry, Phase
from chartbusters.challenges.people import names_of, people_of, unanswered

register = template.Library()


@register.inclusion_tag("challenges/_signing_due.html", takes_context=True)
def signing_due(context: dict[str, Any], challenge: Any) -> dict[str, Any]:
    """The question of a maker who has named this person; nothing for anybody else."""
    person = getattr(context.get("request"), "user", None)
    if challenge.phase != Phase.OPEN or not isinstance(person, User):
        return {"asked": []}
    return {"asked": unanswered(person=person, challenge=challenge.pk)}


@register.filter
def by_whom(entry: Entry, people: dict[UUID, list[User]] | None = None) -> str:
    """`people` is what `people_of` tells of all entries of the page; without it this one asks."""
    known = people_of([entry]) if people is None else people
    return names_of(known[entry.pk])
