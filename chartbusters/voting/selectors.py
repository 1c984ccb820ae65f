"""What pages, the API and the leaderboard ask about ballots and votes."""

from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from django.conf import settings
from django.db.models import CharField, Count, Q, QuerySet
from django.db.models.functions import Cast, Now

from chartbusters.accounts.models import User
from chartbusters.challenges.models import Challenge, Entry, Phase, phase_of
from chartbusters.challenges.selectors import entries_standing
from chartbusters.voting.models import Ballot, Vote
from chartbusters.web.prepared_queries import Prepared

BOTH_STAND = Q(entry_a__withdrawn_at=None, entry_b__withdrawn_at=None)
LISTENED_SHARE = 0.9  # of a song shorter than what is asked for
# a challenge and a voter, for queries that are put into SQL once
SAMPLES = (
    4_611_686_018,
    4_611_686_019,
)


class Progress(NamedTuple):
    """Votes of one voter in one challenge, and how many of the pairs are left for them."""

    cast: int
    left: int


def ballots_of(*, voter: User) -> QuerySet[Ballot]:
    """The ballots of this voter; somebody else's are none."""
    return Ballot.objects.filter(voter=voter).select_related("challenge")


def ballot_held(*, pk: UUID) -> Any:
    """All that decides whether a vote on a ballot counts. The ballot is locked, alone: the
    challenge and the entries belong to all voters, who need not wait for each other."""
    return _HELD.first(pk)


def _held(pk: UUID) -> QuerySet[Ballot, Any]:
    ballots = Ballot.objects.filter(pk=pk).annotate(phase=phase_of("challenge__"), now=Now())
    sides = ["entry_a__length_ms", "entry_a__withdrawn_at"]
    sides += ["entry_b__length_ms", "entry_b__withdrawn_at"]
    mine = ["skipped_at", "heard_ms_a", "heard_ms_b", "entry_a_id", "entry_b_id"]
    return ballots.values_list("pk", *mine, "phase", "now", "challenge__published", *sides)


_HELD = Prepared(_held, uuid4(), locks=Ballot)


def ballot_open(*, challenge: Challenge, voter: User) -> Ballot | None:
    """The ballot that this voter holds and has neither cast nor skipped."""
    row = _OPEN.first(challenge.pk, voter.pk)
    return Ballot.objects.get(pk=row.pk) if row else None


def _open(challenge: int, voter: int) -> QuerySet[Ballot, Any]:
    ballots = Ballot.objects.filter(
        BOTH_STAND, challenge=challenge, voter=voter, vote=None, skipped_at=None
    )
    return ballots.order_by("issued_at").values_list("pk")[:1]


def entries_on(*, ballot: Ballot, beside: Sequence[str]) -> tuple[Entry, Entry]:
    """Both entries, sides a and b, with what is asked for beside them, such as their songs."""
    found = Entry.objects.select_related(*beside).in_bulk([ballot.entry_a_id, ballot.entry_b_id])
    return found[ballot.entry_a_id], found[ballot.entry_b_id]


def candidates_of(*, challenge: Challenge, voter: User) -> dict[str, int]:
    """Entries that this voter may judge, all but their own, each with the number of ballots on
    which it stands.

    Keys are in the text of the database: making thousands of UUIDs of them would cost more than
    drawing the pair.
    """
    return {row.key: row.exposures for row in _CANDIDATES.rows(challenge.pk, voter.pk)}


def _candidates(challenge: int, voter: int) -> QuerySet[Entry, Any]:
    others = entries_standing(challenge=challenge).exclude(maker=voter)
    return others.annotate(key=Cast("pk", CharField())).values_list("key", "exposures")


def pairs_seen(*, challenge: Challenge, voter: User) -> set[frozenset[str]]:
    """Pairs that this voter was ever given, as `candidates_of` names them."""
    return set(map(frozenset, _SEEN.rows(challenge.pk, voter.pk)))


def _seen(challenge: int, voter: int) -> QuerySet[Ballot, Any]:
    mine = Ballot.objects.filter(challenge=challenge, voter=voter)
    return mine.annotate(
        a=Cast("entry_a", CharField()), b=Cast("entry_b", CharField())
    ).values_list("a", "b")


_OPEN, _CANDIDATES, _SEEN = (Prepared(query, *SAMPLES) for query in (_open, _candidates, _seen))


def exposures_counted(*, challenge: Challenge) -> Counter[UUID]:
    """On how many ballots each entry stands that are cast, or may still be: what `Entry.exposures`
    should say."""
    alive = (
        Ballot.objects.filter(challenge=challenge)
        .filter(~Q(vote=None) | Q(skipped_at=None))
        .order_by()
    )
    counted: Counter[UUID] = Counter()
    for side in ("entry_a", "entry_b"):
        counted.update(dict(alive.values_list(side).annotate(Count("pk"))))
    return counted


def challenges_in_voting() -> QuerySet[Challenge]:
    return Challenge.objects.annotate(phase=phase_of()).filter(phase=Phase.VOTING).order_by("pk")


def progress_of(*, challenge: Challenge, voter: User) -> Progress:
    """Pairs with an entry that was withdrawn are neither left nor seen: only the votes on them stay
    votes."""
    candidates = entries_standing(challenge=challenge).exclude(maker=voter).count()
    over = Q(vote__isnull=False) | Q(skipped_at__isnull=False)
    mine = Ballot.objects.filter(challenge=challenge, voter=voter)
    counted = mine.aggregate(cast=Count("vote"), seen=Count("pk", filter=BOTH_STAND & over))
    return Progress(counted["cast"], max(0, candidates * (candidates - 1) // 2 - counted["seen"]))


def required_ms(*, length_ms: int) -> int:
    """Listening asked for on one side, in milliseconds: `VOTING_REQUIRED_MS`, or most of a shorter
    song, in whole half seconds, which tell no length."""
    return min(settings.VOTING_REQUIRED_MS, int(LISTENED_SHARE * length_ms) // 500 * 500)


def votes_counting(*, challenge: Challenge) -> QuerySet[Vote]:
    """Votes that no organiser has voided, on entries that both still stand, in the order in which
    they came."""
    standing = {"ballot__entry_a__withdrawn_at": None, "ballot__entry_b__withdrawn_at": None}
    votes = Vote.objects.filter(ballot__challenge=challenge, void=None, **standing)
    return votes.select_related("ballot").order_by("pk")
