"""Who has voted, for notices. Who has only looked at pairs is told nothing."""

from django.db.models import QuerySet
from django.db.models.functions import Now

from chartbusters.accounts.models import User
from chartbusters.challenges.models import Challenge, Takes
from chartbusters.challenges.noticing import REGULAR, siblings
from chartbusters.notices.audiences import AUDIENCES
from chartbusters.voting.models import Vote


def connect() -> None:
    AUDIENCES.update(voters=voters, listeners=listeners)


def voters(key: str) -> QuerySet[User]:
    cast = Vote.objects.filter(challenge=int(key))
    return User.objects.filter(pk__in=cast.values("ballot__voter"))


def listeners(key: str) -> QuerySet[User]:
    """Who voted in challenges of the same owners of late; nobody, where only members may vote."""
    if Challenge.objects.filter(pk=int(key), voted_by=Takes.MEMBERS).exists():
        return User.objects.none()
    late = Vote.objects.filter(challenge__in=siblings(key), cast_at__gt=Now() - REGULAR)
    return User.objects.filter(pk__in=late.values("ballot__voter"))
