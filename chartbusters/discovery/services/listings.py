"""Listings follow their songs: written in the transaction that changes a song, or its maker's
name."""

import logging
from collections.abc import Iterable
from itertools import chain
from uuid import UUID

from django.db import connection, transaction
from django.db.models import QuerySet

from chartbusters.accounts.models import User
from chartbusters.compositions.models import Composition, Visibility
from chartbusters.discovery.facts import Facts, facts_of
from chartbusters.discovery.indexing import index_rebuild
from chartbusters.discovery.models import Listing, Part
from chartbusters.discovery.terms import sorted_into, terms_of, written
from generation.music.song import Song
from generation.techniques import TECHNIQUES

logger = logging.getLogger(__name__)
AT_ONCE = 200  # songs that a mending lists


def listing_keep(composition: Composition, song: Song | None) -> None:
    """What lists tell of a song, as it is now: in the transaction that changed it and holds its
    row. `song` is what others come to hear; None where nobody else does."""
    if song is None or composition.visibility != Visibility.PUBLIC:
        Listing.objects.filter(composition=composition, listed=True).update(listed=False, words="")
        return
    facts = facts_of(composition=composition)
    told = {
        "listed": True,
        "digest": song.digest,
        "genre": facts.genre,
        "techniques": " ".join(facts.techniques),
        "seconds": round(song.seconds),
        "words": _words(composition, composition.owner, facts),
    }
    listing, _ = Listing.objects.update_or_create(composition=composition, defaults=told)
    _parts_keep(listing, facts)


def _parts_keep(listing: Listing, facts: Facts) -> None:
    """Histories grow, so what is there stays."""
    there = set(listing.parts.values_list("model", "digest"))
    fresh = [part for part in facts.parts if part not in there]
    rows = [Part(listing=listing, model=model, digest=digest) for model, digest in fresh]
    if rows:
        Part.objects.bulk_create(rows, ignore_conflicts=True)


def _words(song: Composition, maker: User, facts: Facts) -> str:
    said = [song.title, maker.username, maker.display_name, song.tags, facts.genre]
    said += [TECHNIQUES[name].title for name in facts.techniques if name in TECHNIQUES]
    groups = [sorted_into("technique", name) for name in facts.techniques]
    groups += [sorted_into("genre", facts.genre)] if facts.genre else []
    groups += [sorted_into("tag", tag) for tag in song.tags.split(", ") if terms_of(tag)]
    return written(chain(*map(terms_of, said), groups))


def names_keep(*, person: User) -> None:
    """All songs of a person are found by the names that they have now. In the transaction that
    saves them."""
    rows = Listing.objects.filter(composition__owner=person, listed=True)
    changed = []
    for row in rows.select_related("composition").order_by("pk"):
        facts = Facts(row.genre, tuple(row.techniques.split()))
        words = _words(row.composition, person, facts)
        if words != row.words:
            row.words = words
            changed.append(row)
    Listing.objects.bulk_update(changed, ["words"], batch_size=AT_ONCE)


def listings_end(songs: QuerySet[Composition]) -> None:
    """Songs go with their listings: nobody gives one a heart from here on, and who was giving one
    has ended."""
    going = Listing.objects.filter(composition__in=songs).order_by("pk")
    list(going.select_for_update(of=("self",)).values_list("pk"))


def listings_mend() -> int:
    """Lists public songs that are not, say as they were shown before there were lists; returns how
    many."""
    public = Composition.objects.filter(visibility=Visibility.PUBLIC, head__isnull=False)
    missing = public.exclude(listing__listed=True).order_by("created_at", "pk")
    return _list_again(list(missing.values_list("pk", flat=True)[:AT_ONCE]))


def listings_rebuild() -> int:
    """The index anew from the listings, and every listing from its song; returns how many songs."""
    index_rebuild(connection)  # first: SQLite changes no row whose words its index has lost
    shown = Listing.objects.filter(listed=True).values_list("composition", flat=True)
    listed = _list_again(shown.order_by("pk").iterator())
    while mended := listings_mend():
        listed += mended
    return listed


def _list_again(songs: Iterable[UUID]) -> int:
    return sum(map(_listed_again, songs))


def _listed_again(pk: UUID) -> bool:
    """One that cannot be listed (its notes cannot be read, say) keeps no other from it."""
    try:
        with transaction.atomic():
            # Whoever changes it at this moment waits, or has been.
            song = Composition.objects.select_for_update().filter(pk=pk).first()
            if song is None or song.head is None:
                return False
            listing_keep(song, song.head.song.song)
    except Exception:
        logger.exception("the song %s cannot be listed; it is tried again", pk)
        return False
    return True
