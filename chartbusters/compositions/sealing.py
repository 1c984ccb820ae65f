"""Songs that are silent for now to everybody but their maker: rooms above say which, and all doors
ask here."""

from collections.abc import Callable
from functools import reduce
from operator import or_

from django.db.models import F, Q

from chartbusters.accounts.models import User
from chartbusters.compositions.models import Composition, Tune, Visibility
from generation.models import StoredSong
from generation.music.tunes import tune

SEALS: list[Callable[[], Q]] = []  # conditions on compositions; rooms add theirs when loaded
# Told, in the transaction, of each song that others come to hear: whose, its digest and its tune.
LISTENERS: list[Callable[[int, str, bytes], None]] = []


def under_seal() -> Q:
    """The condition that a composition is silent, for queries of compositions; by the database's
    clock."""
    return reduce(or_, [seal() for seal in SEALS], Q(pk__in=[]))


def is_sealed(*, composition: Composition) -> bool:
    return Composition.objects.filter(under_seal(), pk=composition.pk).exists()


def tunes_shared(*, owner: User) -> dict[str, bytes]:
    """The tunes of all songs of a person that others may come upon, by the digests of the songs."""
    shared = Composition.objects.filter(owner=owner, head__isnull=False)
    shared = shared.exclude(visibility=Visibility.PRIVATE)
    known = Tune.objects.filter(composition__in=shared, digest=F("composition__head__song"))
    tunes = {digest: bytes(data) for digest, data in known.values_list("digest", "data")}
    missing = set(shared.values_list("head__song", flat=True)) - tunes.keys()
    for stored in StoredSong.objects.filter(pk__in=missing).iterator(chunk_size=20):
        tunes[stored.pk] = tune(stored.song)
    return tunes
