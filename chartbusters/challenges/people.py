"""Who made an entry: its maker, and the co-authors who have accepted. Who it is stays sealed until
voting is over; what is here asks nobody whether it is."""

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.functions import Now

from chartbusters.accounts.models import User
from chartbusters.challenges.models import Author, Challenge, Entry, phase_of

MOST_ASKED = 3  # told at the head of a challenge


def people_of(entries: Iterable[Entry]) -> dict[UUID, list[User]]:
    """The people of each entry, its maker first: one query at most, none where nobody has
    co-authors."""
    known = list(entries)
    beside = authors_of(entry.pk for entry in known if entry.co_authors)
    return {entry.pk: [entry.maker, *beside.get(entry.pk, [])] for entry in known}


def is_theirs(*, entry: Entry, person: User) -> bool:
    """Whether somebody made an entry, or was asked to sign it."""
    named = Author.objects.filter(entry=entry, person=person)
    return entry.maker_id == person.pk or named.exists()


def authors_of(entries: Iterable[UUID]) -> dict[UUID, list[User]]:
    """The co-authors of those entries that have any, in the order of their places."""
    asked, found = list(entries), dict[UUID, list[User]]()
    if asked:
        rows = Author.objects.filter(entry__in=asked, accepted_at__isnull=False)
        for author in rows.select_related("person").order_by("entry", "place"):
            found.setdefault(author.entry_id, []).append(author.person)
    return found


def in_words(names: Collection[str]) -> str:
    """`Ada, Bob and Cyd`."""
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last


def names_of(people: Iterable[User]) -> str:
    """By the names that they show."""
    return in_words([one.shown_name for one in people])


def entries_known_to(*, person: int) -> QuerySet[Author, Any]:
    """Keys of entries whose maker has named this person, for queries: they know whose these are,
    whatever they answered."""
    return Author.objects.filter(person=person).values("entry")


def authorships_of(*, person: User) -> QuerySet[Author]:
    """Where a person was named, the last first; each knows the phase of its challenge."""
    shown = {"entry__withdrawn_at": None, "entry__challenge__published": True}
    named = Author.objects.filter(person=person, **shown)
    named = named.annotate(phase=phase_of("entry__challenge__"))
    return named.select_related("entry__challenge", "entry__maker").order_by("-asked_at", "-pk")


def unanswered(*, person: User, challenge: int) -> list[Author]:
    """What a person is asked to sign in a challenge that takes entries."""
    asked = authorships_of(person=person).filter(
        accepted_at=None,
        declined_at=None,
        entry__challenge=challenge,
        entry__challenge__entries_close_at__gt=Now(),
    )
    return list(asked[:MOST_ASKED])


def written_with(*, person: User, count: int) -> list[Author]:
    """Entries of challenges that are over which a person co-wrote, the newest first."""
    over = authorships_of(person=person).filter(
        accepted_at__isnull=False, entry__challenge__told_at__lte=Now()
    )
    return list(over.order_by("-entry__submitted_at", "pk")[:count])


def authors_named(*, entry: Entry) -> QuerySet[Author]:
    """All whom the maker has named, for the maker."""
    return Author.objects.filter(entry=entry).select_related("person").order_by("place")


def standing_with(*, challenge: Challenge, person: User) -> QuerySet[Author]:
    """The standing entries of a challenge that a person has accepted to stand beside."""
    mine = Author.objects.filter(person=person, accepted_at__isnull=False)
    mine = mine.filter(entry__challenge=challenge, entry__withdrawn_at=None)
    return mine.select_related("entry").order_by("pk")
