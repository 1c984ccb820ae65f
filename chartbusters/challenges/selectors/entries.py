"""What pages and the API ask about entries, and what an entry has to meet."""

from collections.abc import Iterable
from dataclasses import dataclass
from operator import itemgetter
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, Now

from chartbusters.accounts.models import User
from chartbusters.challenges.generated import share_in
from chartbusters.challenges.models import (
    Applause,
    Author,
    Challenge,
    Disqualification,
    Entry,
    Organiser,
    Phase,
    Sketch,
)
from chartbusters.challenges.own_music import find_faults
from chartbusters.challenges.people import names_of, people_of
from chartbusters.challenges.rule_kinds import Facts
from chartbusters.challenges.rules import Finding, find
from chartbusters.challenges.trained_here import models_trained
from chartbusters.compositions.models import Composition, Visibility, song_address
from chartbusters.web.prepared_queries import Prepared
from generation.music.song import Song
from generation.music.sounding import likeness

Anyone = User | AnonymousUser


@dataclass(frozen=True)
class ShownEntry:
    """An entry as this viewer may know it: until a challenge is closed it is a number to all but
    its people."""

    entry: Entry
    blind: bool
    mine: bool  # its maker's, or a co-author's
    people: tuple[User, ...] = ()  # its maker first; nobody while it is blind

    @property
    def number(self) -> int:
        return self.entry.number

    @property
    def name(self) -> str:
        return f"Entry {self.number}" if self.blind else self.entry.title

    @property
    def by_whom(self) -> str:
        """Its people in words; empty while it is blind."""
        return names_of(self.people) if self.people else ""

    @property
    def co_authors(self) -> list[str]:
        """By user name."""
        return [one.username for one in self.people[1:]]


def facts_of(*, composition: Composition) -> Facts:
    """What the rules look at: the head's song, how many of its notes are as models wrote them, the
    techniques of those, and its owner's own models among them."""
    song = composition.head.song.song if composition.head else Song()
    share = share_in(composition=composition, song=song)
    trained = models_trained(composition=composition, named=share.models)
    own = frozenset(trained.values_list("technique", flat=True))
    return Facts(song, share.techniques, own, share.generated)


def findings_of(*, challenge: Challenge, composition: Composition) -> list[Finding]:
    """Every rule of the challenge, looked at on the composition as it stands; first, why it may be
    no entry at all."""
    facts = facts_of(composition=composition)
    return find_faults(facts.song) + find(challenge.rules, facts)


def most_alike(*, challenge: Challenge, maker: User, sketch: bytes) -> tuple[UUID, float] | None:
    """The standing entry of somebody else whose music is most like this, and how much of it is the
    same."""
    theirs = Sketch.objects.filter(entry__challenge=challenge, entry__withdrawn_at=None).exclude(
        entry__maker=maker
    )
    rows = list(theirs.values_list("entry_id", "data"))
    shares = likeness(sketch, [bytes(data) for _, data in rows])
    return max(
        ((pk, share) for (pk, _), share in zip(rows, shares, strict=True)),
        key=itemgetter(1),
        default=None,
    )


def entries_standing(*, challenge: Challenge | int) -> QuerySet[Entry]:
    """Entries that were not withdrawn, in an order that tells nothing of who came when: that of
    their receipts."""
    entries = Entry.objects.filter(challenge=challenge, withdrawn_at=None)
    # Pages of one entry fetch the readings of its score; lists do without.
    slim = entries.select_related("maker", "score_report", "composition", "provenance").defer(
        "score_report__metrics",
        "score_report__findings",
        "provenance__lost",
        "provenance__takes",
        "provenance__recipes",
    )
    return slim.order_by("receipt")


def entries_told(*, challenge: Any) -> list[tuple[Any, ...]]:
    """All that can change of what visitors are told of the standing entries; of blind ones no
    names."""
    if challenge.phase != Phase.CLOSED:
        return _BLIND.tuples(challenge.pk)
    told = _NAMED.tuples(challenge.pk)
    shared = any(count for *_, count, _ in told)
    return [*told, *(_BESIDE.tuples(challenge.pk) if shared else ())]


def _blind(challenge: int) -> QuerySet[Entry, Any]:
    return (
        entries_standing(challenge=challenge)
        .order_by("number")
        .values_list("number", "score_report__score")
    )


def _named(challenge: int) -> QuerySet[Entry, Any]:
    names = [
        "title",
        "maker__username",
        "maker__display_name",
        "composition__slug",
        "composition__visibility",
        "co_authors",
        "compared_at",
    ]
    entries = entries_standing(challenge=challenge).order_by("number")
    return entries.values_list("number", "score_report__score", *names)


def _beside(challenge: int) -> QuerySet[Author, Any]:
    """The names of those who stand beside makers."""
    signed = Author.objects.filter(entry__challenge=challenge, accepted_at__isnull=False)
    signed = signed.filter(entry__withdrawn_at=None).order_by("pk")
    return signed.values_list("pk", "entry__number", "person__username", "person__display_name")


_BLIND, _NAMED, _BESIDE = (Prepared(query, 4_611_686_018) for query in (_blind, _named, _beside))


def entries_by_number(*, challenge: Any) -> QuerySet[Entry]:
    return entries_standing(challenge=challenge.pk).order_by("number")


def entries_shown(
    *, challenge: Any, viewer: Anyone, entries: Iterable[Entry] | None = None
) -> list[ShownEntry]:
    """All standing entries, or some of them, as this viewer may know them; `challenge` carries its
    phase."""
    closed = challenge.phase == Phase.CLOSED
    known = list(entries_by_number(challenge=challenge) if entries is None else entries)
    people = people_of(known)
    return [_shown(entry, tuple(people[entry.pk]), viewer, closed=closed) for entry in known]


def _shown(entry: Entry, people: tuple[User, ...], viewer: Anyone, *, closed: bool) -> ShownEntry:
    mine = viewer.pk in {one.pk for one in people}
    told = closed or mine
    return ShownEntry(entry, blind=not told, mine=mine, people=people if told else ())


def entries_ended() -> QuerySet[Entry]:
    """Standing entries of challenges that are over, by the database's clock."""
    over = {"challenge__published": True, "challenge__told_at__lte": Now()}
    return Entry.objects.filter(withdrawn_at=None, **over).select_related("challenge", "maker")


def applauds(*, entry: Entry, viewer: Anyone) -> bool:
    """Whether this viewer applauds an entry."""
    return Applause.objects.filter(entry=entry, person_id=viewer.pk or 0).exists()


def entry_shown(*, challenge: Any, pk: UUID, viewer: Anyone) -> ShownEntry | None:
    found = entries_standing(challenge=challenge.pk).filter(pk=pk)
    return next(iter(entries_shown(challenge=challenge, viewer=viewer, entries=found)), None)


def entries_standing_of(*, challenge: Challenge | int, maker: Anyone) -> list[Entry]:
    """The entries with which this person takes part, in the order of their places."""
    if not maker.is_authenticated:
        return []
    mine = entries_standing(challenge=challenge).filter(maker_id=maker.pk)
    return list(mine.order_by("slot"))


def entries_of(*, maker: User) -> QuerySet[Entry]:
    """All entries of a person, withdrawn ones too; each knows how many of them stand in its
    challenge."""
    beside = Entry.objects.filter(
        maker=OuterRef("maker"), challenge=OuterRef("challenge"), withdrawn_at=None
    )
    count = beside.order_by().values("challenge").annotate(count=Count("pk")).values("count")
    standing = Coalesce(Subquery(count), 0)
    mine = Entry.objects.filter(maker=maker).annotate(standing=standing)
    return mine.select_related("challenge", "provenance")


def last_word_on(*, entry: Entry) -> Disqualification | None:
    """What organisers said last of an entry that they put out, or took back."""
    return entry.disqualifications.order_by("-number").first()


def also_organises(*, entry: Entry) -> bool:
    """Whether its maker is an organiser of the challenge, which everybody may know at the end."""
    return Organiser.objects.filter(challenge=entry.challenge_id, person=entry.maker_id).exists()


def entry_address(*, entry: Entry) -> str | None:
    """Where everybody may hear the composition; None while its maker keeps it private or has
    deleted it."""
    composition = entry.composition
    if composition is None or composition.visibility != Visibility.PUBLIC:
        return None
    return song_address(username=entry.maker.username, slug=composition.slug)
