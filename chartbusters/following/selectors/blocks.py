"""Who keeps whom away, and who does not want to be shown what whom does."""

from typing import Any

from django.db.models import Q, QuerySet

from chartbusters.accounts.models import User
from chartbusters.following.models import Block, Mute
from chartbusters.web.prepared_queries import Prepared

ONE, OTHER = 4_611_686_018, 4_611_686_019  # keys that no person has


def blocks_between(*, one: int, other: int) -> bool:
    """Whether either of two people, by their keys, keeps the other away."""
    return bool(_BETWEEN.tuples(one, other))


def _between(one: int, other: int) -> QuerySet[Block, Any]:
    either = Q(blocker=one, blocked=other) | Q(blocker=other, blocked=one)
    return Block.objects.filter(either).order_by().values_list("pk")[:1]


def blocked_by(*, person: int) -> set[int]:
    """Keys of those whom this person keeps away."""
    return {pk for (pk,) in _BLOCKED.tuples(person)}


def _blocked(person: int) -> QuerySet[Block, Any]:
    return Block.objects.filter(blocker=person).order_by().values_list("blocked")


def muted_by(*, person: int) -> set[int]:
    """Keys of those of whom this person does not want to be shown anything."""
    return {pk for (pk,) in _MUTED.tuples(person)}


def _muted(person: int) -> QuerySet[Mute, Any]:
    return Mute.objects.filter(muter=person).order_by().values_list("muted")


def hidden_from(*, person: int) -> set[int]:
    """Keys of those of whom nothing is shown to this person in lists made for them."""
    return blocked_by(person=person) | muted_by(person=person)


_BETWEEN = Prepared(_between, ONE, OTHER)
_BLOCKED = Prepared(_blocked, ONE)
_MUTED = Prepared(_muted, ONE)


def blocked_people(*, person: User) -> QuerySet[User]:
    """Those whom a person keeps away, by name."""
    theirs = Block.objects.filter(blocker=person).values("blocked")
    return User.objects.filter(pk__in=theirs, is_active=True).order_by("username")


def muted_people(*, person: User) -> QuerySet[User]:
    """Those of whom a person does not want to be shown anything, by name."""
    theirs = Mute.objects.filter(muter=person).values("muted")
    return User.objects.filter(pk__in=theirs, is_active=True).order_by("username")
