"""Which files of a song there are, and who may have them."""

from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.core.files.storage import default_storage
from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import Now

from chartbusters.accounts.models import User
from chartbusters.compositions.models import Composition
from chartbusters.takehome.models import Kind, Offer, Parcel
from generation.models import JobState

ENDED = (JobState.DONE, JobState.FAILED, JobState.CANCELLED)


def offer_told(pk: UUID) -> bool:
    """Whether others may have recordings without loss, and stems; also for pages that are kept."""
    return Offer.objects.filter(pk=pk, sound=True).exists()


def may_take(*, composition: Composition, user: User | AnonymousUser) -> bool:
    """Whether somebody who sees the song may have its sound without loss."""
    return user == composition.owner or offer_told(composition.pk)


def parcels_alive() -> QuerySet[Parcel]:
    return Parcel.objects.filter(Q(expires_at=None) | Q(expires_at__gt=Now()))


def parcels_of(*, digest: str) -> dict[str, Parcel]:
    """By kind, those of a song that have not run out."""
    return {parcel.kind: parcel for parcel in parcels_alive().filter(song_id=digest)}


def parcel_ready(*, digest: str, kind: Kind) -> Parcel | None:
    """A file that can be taken; None too where the storage has lost it."""
    found = parcels_alive().filter(song_id=digest, kind=kind, state=JobState.DONE).first()
    return found if found and default_storage.exists(found.files[-1]) else None


def parcels_expired() -> QuerySet[Parcel]:
    return Parcel.objects.filter(expires_at__lte=Now())


def bytes_kept() -> int:
    return parcels_alive().aggregate(size=Sum("size"))["size"] or 0


def parcels_told(*, person: User) -> list[dict[str, Any]]:
    """What somebody asked for, for their archive."""
    rows = Parcel.objects.filter(owner=person).order_by("created_at", "pk")
    columns = ("song_id", "kind", "state", "created_at", "expires_at")
    return [dict(row) for row in rows.values(*columns)]
