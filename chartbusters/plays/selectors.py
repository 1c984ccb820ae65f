"""What is asked about plays: songs that may be played, how many wait, a song's days."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, F, QuerySet, Sum, Value
from django.db.models.functions import Coalesce

from chartbusters.accounts.models import User
from chartbusters.challenges.models import Author
from chartbusters.compositions.models import Composition
from chartbusters.compositions.selectors import heard_by_everybody
from chartbusters.discovery.models import Listing
from chartbusters.discovery.selectors import songs_heard
from chartbusters.ops.streams import Stream
from chartbusters.plays.listeners import viewer_of_person
from chartbusters.plays.models import Hearing, PlayDay, Source
from chartbusters.plays.reckoning import Heard
from chartbusters.web.prepared_queries import Prepared

# More than that wait for nobody: some 70 MB of the server's memory.
STREAM = Stream("chartbusters:plays", most=500_000)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DAYS = 28  # that a maker is shown


class Playable(NamedTuple):
    """A song that everybody may hear now."""

    listing: int
    seconds: int
    owner: int


def song_playable(*, pk: UUID) -> Playable | None:
    rows = _PLAYABLE.tuples(pk)
    return Playable(*rows[0]) if rows else None


def _playable(pk: UUID) -> QuerySet[Composition, Any]:
    songs = Composition.objects.filter(
        heard_by_everybody(), pk=pk, owner__is_active=True, listing__listed=True
    )
    return songs.values_list("listing__pk", "listing__seconds", "owner_id")


_PLAYABLE = Prepared(_playable, UUID("00000000-0000-4000-8000-706c61796564"))


def plays_of(*, composition: UUID) -> int:
    """How often a song was heard."""
    rows = _PLAYS.tuples(composition)
    return int(rows[0][0]) if rows else 0


def _plays(composition: UUID) -> QuerySet[Listing, Any]:
    return Listing.objects.filter(composition=composition).values_list("plays")


_PLAYS = Prepared(_plays, UUID("00000000-0000-4000-8000-706c61797300"))


def has_made(*, person: int, song: UUID, owner: int) -> bool:
    """Whether a person is the maker of a song, or has signed it as a co-author."""
    if person == owner:
        return True
    signed = Author.objects.filter(person=person, accepted_at__isnull=False)
    return signed.filter(entry__composition=song).exists()


def listings_audible(*, keys: Iterable[int]) -> set[int]:
    """Those of songs that everybody may hear now, held until the transaction ends, so that none
    goes while its plays are counted."""
    rows = Listing.objects.select_for_update(no_key=True).filter(pk__in=set(keys))
    held = list(rows.order_by("pk").values_list("pk", flat=True))
    return {song.key for song in songs_heard(keys=held)}


def hearings_of(*, viewers: Iterable[str]) -> list[Heard]:
    rows = Hearing.objects.filter(viewer__in=set(viewers))
    names = ("listing_id", "viewer", "network", "counted_at", "needed_ms", "until")
    return [
        Heard(listing, viewer, network, since_epoch(at), needed, since_epoch(until))
        for listing, viewer, network, at, needed, until in rows.values_list(*names)
    ]


def crowds_of(*, songs: Iterable[int], networks: Iterable[str], at: int) -> Counter[Any]:
    """How many of each network were counted for each song within the window."""
    rows = Hearing.objects.filter(
        listing__in=set(songs), network__in=set(networks), until__gt=moment(at)
    )
    counts = rows.values_list("listing", "network").annotate(number=Count("pk")).order_by()
    return Counter({(song, network): number for song, network, number in counts})


def moment(ms: int) -> datetime:
    return EPOCH + timedelta(milliseconds=ms)


def since_epoch(at: datetime) -> int:
    return (at - EPOCH) // timedelta(milliseconds=1)


def oldest_waits() -> tuple[int, float]:
    """How many plays wait to be counted, and for how many seconds the oldest has."""
    oldest = STREAM.since("0-0", 1)
    if not oldest:
        return 0, 0.0
    return STREAM.waiting(), max(0, STREAM.now() - oldest[0].at) / 1000


def plays_wrong() -> QuerySet[Listing, Any]:
    """Listings whose number is not the sum of their days, with that sum as `summed`."""
    summed = Coalesce(Sum("play_days__plays"), Value(0))
    return Listing.objects.annotate(summed=summed).exclude(plays=F("summed")).order_by("pk")


class Day(NamedTuple):
    day: date
    page: int
    embed: int

    @property
    def plays(self) -> int:
        return self.page + self.embed


def days_of(*, listing: Listing, until: date) -> list[Day]:
    """The last weeks of a song, a day without plays too, the oldest first."""
    first = until - timedelta(days=DAYS - 1)
    rows = PlayDay.objects.filter(listing=listing, day__gte=first, day__lte=until)
    known = {
        (day, source): plays for day, source, plays in rows.values_list("day", "source", "plays")
    }
    days = [first + timedelta(days=number) for number in range(DAYS)]
    return [
        Day(day, known.get((day, Source.PAGE), 0), known.get((day, Source.EMBED), 0))
        for day in days
    ]


def plays_told(*, person: User) -> Iterator[dict[str, Any]]:
    """Plays of a person's songs by day, for the archive of what is theirs."""
    rows = PlayDay.objects.filter(listing__composition__owner=person)
    title = F("listing__composition__title")
    for row in rows.values("day", "source", "plays", song=title).order_by("day", "pk"):
        yield {**row, "day": row["day"].isoformat(), "source": Source(row["source"]).name.lower()}


def hearings_told(*, person: User) -> Iterator[dict[str, Any]]:
    """What a person was counted as a listener of within the last hours; names as far as everybody
    may hear the songs now."""
    mine = Hearing.objects.filter(viewer=viewer_of_person(person=person.pk)).order_by("pk")
    rows = list(mine.values_list("listing", "counted_at", "until"))
    keys = [key for key, _, _ in rows]
    named = {song.key: song for song in songs_heard(keys=keys)}
    for key, at, until in rows:
        song = named.get(key)
        yield {
            "song": song and song.title,
            "maker": song and song.username,
            "counted_at": at,
            "forgotten_from": until,
        }
