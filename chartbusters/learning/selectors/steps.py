"""What pages and the API ask about who has learnt what."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from chartbusters.accounts.models import User
from chartbusters.learning.models import StepDone


def steps_of(*, person: User) -> QuerySet[StepDone]:
    """The steps that a person has done, the first done first."""
    return StepDone.objects.filter(person=person).order_by("done_at", "pk")


def steps_done(*, user: User | AnonymousUser) -> dict[str, set[str]]:
    """Names of steps that a person has done, for each capsule; empty for a visitor, whose browser
    knows by itself."""
    done: dict[str, set[str]] = {}
    if isinstance(user, User):
        for capsule, step in steps_of(person=user).values_list("capsule", "step"):
            done.setdefault(capsule, set()).add(step)
    return done


def steps_told(*, person: User) -> Iterator[dict[str, Any]]:
    """What is put into an archive of a person's things."""
    rows = steps_of(person=person).values_list("capsule", "step", "done_at")
    for capsule, step, done_at in rows.iterator():
        yield {"capsule": capsule, "step": step, "done_at": done_at}
