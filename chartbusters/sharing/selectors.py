"""What share pages, profiles and the landing page ask."""

import hashlib
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.db.models.functions import Now

from chartbusters.accounts.models import User
from chartbusters.challenges.models import Entry
from chartbusters.compositions import selectors as compositions
from chartbusters.compositions.models import Composition, Visibility


def token_hash(*, token: str) -> str:
    """What is kept of the token of a secret link."""
    return hashlib.sha256(token.encode()).hexdigest()


def composition_by_token(*, token: str) -> Composition | None:
    """The composition behind a secret link, while it is shared and the link has not been replaced."""
    return compositions.composition_by_secret(secret_hash=token_hash(token=token))


def composition_public(*, pk: UUID) -> Composition | None:
    """What may be shown on other people's sites."""
    seen = compositions.compositions_visible(user=AnonymousUser())
    return seen.defer(*compositions.NOTES).filter(pk=pk).first()


def songs_on_profile(*, person: User, viewer: User | AnonymousUser) -> QuerySet[Composition]:
    """All songs for their maker, the public ones for everybody else."""
    if viewer == person:
        return compositions.compositions_of(owner=person)
    return compositions.compositions_public_of(owner=person)


def songs_fresh(*, count: int) -> list[Composition]:
    """The newest public songs, without those in a running challenge: a name beside them would spoil the blind vote."""
    blind = Entry.objects.filter(withdrawn_at=None, challenge__voting_closes_at__gt=Now())
    fresh = Composition.objects.filter(visibility=Visibility.PUBLIC, head__isnull=False, owner__is_active=True)
    fresh = fresh.exclude(pk__in=blind.filter(composition__isnull=False).values("composition"))
    fresh = fresh.exclude(head__song__in=blind.values("song"))
    return list(fresh.select_related("owner", "head").order_by("-created_at", "pk")[:count])
