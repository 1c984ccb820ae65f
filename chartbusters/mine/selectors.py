"""In which challenges a person takes part, how, and what is due: a handful of queries a page."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from chartbusters.accounts.models import User
from chartbusters.challenges.models import Author, Challenge, Entry, Phase, PhasedChallenge
from chartbusters.challenges.results import Result, results_of
from chartbusters.jury.models import Juror
from chartbusters.voting.models import Vote

SIZE = 20  # challenges of a page


class Mine(NamedTuple):
    entry: Entry
    result: Result | None


@dataclass(frozen=True)
class Part:
    """What a person has to do with one challenge."""

    challenge: PhasedChallenge
    entries: list[Mine]
    votes: int
    juror: Juror | None

    @property
    def over(self) -> bool:
        return self.challenge.phase == Phase.CLOSED

    @property
    def decided(self) -> bool:
        """Whether there is a result of theirs to look at."""
        return any(one.result for one in self.entries)

    @property
    def standing(self) -> list[Mine]:
        return [one for one in self.entries if one.entry.withdrawn_at is None]

    @property
    def invited(self) -> bool:
        """Asked into its jury, and has not answered."""
        return bool(self.juror and not self.juror.accepted_at and not self.juror.declined_at)

    @property
    def judges(self) -> bool:
        return bool(self.juror and self.juror.accepted_at)


class Parts(NamedTuple):
    shown: list[Part]
    more: int | None  # the key behind which the next page begins


def parts_of(*, person: User, before: int = 0) -> Parts:
    """Challenges in which a person has an entry, a vote or a seat in the jury, the newest first."""
    involved = (
        Q(pk__in=_made_by(person).values("challenge"))
        | Q(pk__in=Vote.objects.filter(ballot__voter=person).values("challenge"))
        | Q(pk__in=_seats(person).values("challenge"))
    )
    challenges = Challenge.objects.published().filter(involved).with_phase().order_by("-pk")
    page = list((challenges.filter(pk__lt=before) if before else challenges)[: SIZE + 1])
    shown = page[:SIZE]
    more = shown[-1].pk if len(page) > SIZE else None
    return Parts(_told(person, shown), more)


def _told(person: User, challenges: list[PhasedChallenge]) -> list[Part]:
    keys = [one.pk for one in challenges]
    entries = _entries(person, keys)
    cast = Vote.objects.filter(ballot__voter=person, challenge__in=keys)
    votes = dict(cast.values_list("challenge").annotate(count=Count("pk")).order_by())
    seats = {seat.challenge_id: seat for seat in _seats(person).filter(challenge__in=keys)}
    return [
        Part(one, entries[one.pk], votes.get(one.pk, 0), seats.get(one.pk)) for one in challenges
    ]


def _entries(person: User, challenges: Iterable[int]) -> dict[int, list[Mine]]:
    mine = _made_by(person).filter(challenge__in=challenges)
    rows = list(mine.select_related("challenge").order_by("-submitted_at", "pk"))
    results: dict[UUID, Result] = results_of(entries=[entry.pk for entry in rows])
    found: dict[int, list[Mine]] = defaultdict(list)
    for entry in rows:
        found[entry.challenge_id].append(Mine(entry, results.get(entry.pk)))
    return found


def _made_by(person: User) -> QuerySet[Entry]:
    """Alone, or with others."""
    beside = Author.objects.filter(person=person, accepted_at__isnull=False).values("entry")
    return Entry.objects.filter(Q(maker=person) | Q(pk__in=beside))


def _seats(person: User) -> QuerySet[Juror]:
    return Juror.objects.filter(person=person, removed_at=None, declined_at=None)
