"""What lists of songs, searches and pages of songs ask. All of it asks again, by the database's
clock, what everybody may hear: an index only says where to look."""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.db.models.functions import Now

from chartbusters.accounts.models import User
from chartbusters.challenges.models import Challenge, Entry
from chartbusters.compositions.models import Composition
from chartbusters.compositions.selectors import heard_by_everybody
from chartbusters.discovery.matching import LOOKED, places_of
from chartbusters.discovery.models import Heart, Listing
from chartbusters.discovery.songs import COLUMNS, Found, Song
from chartbusters.discovery.wishes import Place, Wish
from chartbusters.web.prepared_queries import Prepared

Anyone = User | AnonymousUser
SIZE = 24  # songs of a page
AT_ONCE = 40  # songs of one query
MOST_CHALLENGES = 5
MOST_REMIXES = 12  # on the page of a song


def songs_found(*, wish: Wish, after: Place | None = None, size: int = SIZE) -> Found:
    """Public songs that fit, in the order that is wished for. Looks at a bounded number of rows,
    whoever asks for what: where very many are silent a page may be short and go on."""
    songs: list[Song] = []
    looked: list[Place] = []
    for places in _parts(wish, after, size + 1):
        songs += songs_heard(keys=[place.key for place in places])
        looked += places
        if len(songs) > size:
            return Found(songs[:size], songs[size - 1].place(wish))
    return Found(songs, looked[-1] if len(looked) >= LOOKED else None)


def _parts(wish: Wish, after: Place | None, enough: int) -> Iterator[list[Place]]:
    if wish.challenge:
        yield _in_challenge(wish, after)
        return
    for places in places_of(wish=wish, after=after, enough=enough):
        yield from _batches(places)


def _batches(many: list[Any]) -> Iterator[list[Any]]:
    return (many[at : at + AT_ONCE] for at in range(0, len(many), AT_ONCE))


def songs_heard(*, keys: list[int]) -> list[Song]:
    """Those behind keys of listings that everybody may hear now, in the order of the keys."""
    found = chain.from_iterable(_HEARD.tuples(*_padded(batch)) for batch in _batches(keys))
    rows = {row[0]: Song(*row) for row in found}
    return [rows[key] for key in keys if key in rows]


def _padded(keys: list[int]) -> list[int]:
    return keys + [0] * (AT_ONCE - len(keys))  # no row has this key


def _heard(*keys: int) -> QuerySet[Composition, Any]:
    songs = Composition.objects.filter(
        heard_by_everybody(), listing__in=keys, listing__listed=True, owner__is_active=True
    )
    return songs.values_list(*COLUMNS)


_HEARD = Prepared(_heard, *range(4_611_686_018, 4_611_686_018 + AT_ONCE))


def remixes_heard(*, composition: UUID) -> list[Song]:
    """What others made from a song and everybody may hear, the newest first; MOST_REMIXES at most,
    and fewer where some of the newest are silent."""
    keys = [key for (key,) in _REMIXES.tuples(composition)]
    return songs_heard(keys=keys)[:MOST_REMIXES]


def _remixes(composition: UUID) -> QuerySet[Listing, Any]:
    made = Listing.objects.filter(composition__remix_of=composition, listed=True).order_by("-pk")
    return made.values_list("pk")[:AT_ONCE]


_REMIXES = Prepared(_remixes, UUID("00000000-0000-4000-8000-72656d697865"))


def songs_made_with(*, model: str, digests: Iterable[str], count: int) -> list[Song]:
    """The newest songs that everybody may hear now in which a model of these weights had a part:
    so many at most, and fewer where some of the newest are silent."""
    rows = Listing.objects.filter(listed=True, parts__model=model, parts__digest__in=list(digests))
    newest = rows.order_by("-pk").values_list("pk", flat=True).distinct()[:LOOKED]
    songs: list[Song] = []
    for batch in _batches(list(newest)):
        songs += songs_heard(keys=batch)
        if len(songs) >= count:
            break
    return songs[:count]


def _in_challenge(wish: Wish, after: Place | None) -> list[Place]:
    """Where songs stand that were entered in a challenge whose result is told: before, nobody may
    learn from a list who takes part."""
    told = {"challenge__published": True, "challenge__told_at__lte": Now()}
    entered = Entry.objects.filter(challenge__slug=wish.challenge, withdrawn_at=None, **told)
    rows = Listing.objects.filter(listed=True, composition__in=entered.values("composition"))
    for word, begins in wish.terms:
        rows = rows.filter(words__contains=f" {word}" if begins else f" {word} ")
    if by := wish.figure:
        if after:
            less = Q(**{f"{by}__lt": after.figure}) | Q(**{by: after.figure, "pk__lt": after.key})
            rows = rows.filter(less)
        return [
            Place(*row) for row in rows.order_by(f"-{by}", "-pk").values_list(by, "pk")[:LOOKED]
        ]
    rows = rows.filter(pk__lt=after.key) if after else rows
    return [Place(0, pk) for pk in rows.order_by("-pk").values_list("pk", flat=True)[:LOOKED]]


def challenges_named(*, wish: Wish) -> list[Challenge]:
    """Challenges whose result is told and whose titles have what was typed, the newest first."""
    typed = " ".join(wish.q.split())
    if not typed or wish.challenge:
        return []
    told = Challenge.objects.published().filter(told_at__lte=Now(), title__icontains=typed)
    return list(told.order_by("-pk")[:MOST_CHALLENGES])


def challenge_told(*, slug: str) -> Challenge | None:
    """A challenge by its name in addresses, once its result is told."""
    return Challenge.objects.published().filter(told_at__lte=Now(), slug=slug).first()


def listing_heard(*, composition: UUID) -> Listing | None:
    """The listing of a song that everybody may hear now."""
    heard = Composition.objects.filter(heard_by_everybody(), owner__is_active=True)
    return Listing.objects.filter(listed=True, composition__in=heard.filter(pk=composition)).first()


def hearts_of(*, composition: UUID) -> int:
    """How many love a song."""
    row = _HEARTS.first(composition)
    return row.hearts if row else 0


def _hearts(composition: UUID) -> QuerySet[Listing, Any]:
    return Listing.objects.filter(composition=composition).values_list("hearts")


_HEARTS = Prepared(_hearts, UUID("00000000-0000-4000-8000-6c6973746564"))


def loves(*, person: Anyone, composition: UUID) -> bool:
    """Whether this viewer loves a song."""
    given = Heart.objects.filter(person_id=person.pk or 0, listing__composition=composition)
    return given.exists()


def songs_loved(*, person: User, before: int = 0, size: int = SIZE) -> tuple[list[Song], int]:
    """What a person loves and everybody may hear, the last loved first, and the heart before which
    the next page begins; 0 where there is none."""
    hearts = Heart.objects.filter(person=person, listing__listed=True).order_by("-pk")
    hearts = hearts.filter(pk__lt=before) if before else hearts
    rows = list(hearts.values_list("pk", "listing")[: size + 1])
    more = rows[size - 1][0] if len(rows) > size else 0
    return songs_heard(keys=[key for _, key in rows[:size]]), more


def songs_by(*, person: User, count: int) -> list[Song]:
    """The freshest songs of a person that everybody may hear."""
    rows = Listing.objects.filter(listed=True, composition__owner=person).order_by("-pk")
    return songs_heard(keys=list(rows.values_list("pk", flat=True)[:LOOKED]))[:count]
