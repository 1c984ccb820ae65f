"""What pages, the API and the leaderboard ask about ballots and votes."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Now

from chartbusters.accounts.models import User
from chartbusters.challenges.models import Challenge, Entry, Phase
from chartbusters.challenges.selectors import entries_standing
from chartbusters.voting.models import Ballot, Vote

BOTH_STAND = Q(entry_a__withdrawn_at=None, entry_b__withdrawn_at=None)
LISTENED_SHARE = 0.9  # of a song shorter than what is asked for
# Columns that decide whether a vote counts: few, as they are read while the ballot is locked.
DECIDES = ["skipped_at", "heard_ms_a", "heard_ms_b", "challenge__published", "challenge__opens_at"]
DECIDES += ["challenge__entries_close_at", "challenge__voting_closes_at"]
DECIDES += [f"entry_{side}__{column}" for side in "ab" for column in ("length_ms", "withdrawn_at")]


class Progress(NamedTuple):
    """Votes of one voter in one challenge, and how many of the pairs are left for them."""

    cast: int
    left: int


def ballot_get(*, pk: UUID, voter: User) -> Ballot | None:
    """A ballot of this voter; somebody else's is none."""
    return Ballot.objects.filter(pk=pk, voter=voter).select_related("challenge").first()


def ballot_held(*, pk: UUID) -> Ballot | None:
    """A ballot, locked, with all that decides whether a vote on it counts, and `now`, the database's clock."""
    # Alone: the challenge and the entries belong to all voters, who need not wait for each other.
    ballots = Ballot.objects.select_for_update(of=("self",), no_key=True).filter(pk=pk).annotate(now=Now())
    return ballots.select_related("challenge", "entry_a", "entry_b").only(*DECIDES).first()


def ballot_open(*, challenge: Challenge, voter: User) -> Ballot | None:
    """The ballot that this voter holds and has neither cast nor skipped."""
    ballots = Ballot.objects.filter(BOTH_STAND, challenge=challenge, voter=voter, vote=None, skipped_at=None)
    return ballots.order_by("issued_at").first()


def entries_on(*, ballot: Ballot, beside: Sequence[str]) -> tuple[Entry, Entry]:
    """Both entries, sides a and b, with what is asked for beside them, such as their songs."""
    found = Entry.objects.select_related(*beside).in_bulk([ballot.entry_a_id, ballot.entry_b_id])
    return found[ballot.entry_a_id], found[ballot.entry_b_id]


def candidates_of(*, challenge: Challenge, voter: User) -> dict[UUID, int]:
    """Entries that this voter may judge, all but their own, each with the number of ballots on which it stands."""
    others = entries_standing(challenge=challenge).exclude(maker=voter)
    return dict(others.values_list("pk", "exposures"))


def pairs_seen(*, challenge: Challenge, voter: User) -> set[frozenset[UUID]]:
    """Pairs that this voter was ever given."""
    rows = Ballot.objects.filter(challenge=challenge, voter=voter).values_list("entry_a_id", "entry_b_id")
    return {frozenset(pair) for pair in rows}


def exposures_counted(*, challenge: Challenge) -> Counter[UUID]:
    """On how many ballots each entry stands that are cast, or may still be: what `Entry.exposures` should say."""
    alive = Ballot.objects.filter(challenge=challenge).filter(~Q(vote=None) | Q(skipped_at=None)).order_by()
    counted: Counter[UUID] = Counter()
    for side in ("entry_a", "entry_b"):
        counted.update(dict(alive.values_list(side).annotate(Count("pk"))))
    return counted


def challenges_in_voting() -> QuerySet[Challenge]:
    return Challenge.objects.with_phase().filter(phase=Phase.VOTING).order_by("pk")


def progress_of(*, challenge: Challenge, voter: User) -> Progress:
    """Pairs with an entry that was withdrawn are neither left nor seen: only the votes on them stay votes."""
    candidates = entries_standing(challenge=challenge).exclude(maker=voter).count()
    over = Q(vote__isnull=False) | Q(skipped_at__isnull=False)
    mine = Ballot.objects.filter(challenge=challenge, voter=voter)
    counted = mine.aggregate(cast=Count("vote"), seen=Count("pk", filter=BOTH_STAND & over))
    return Progress(counted["cast"], max(0, candidates * (candidates - 1) // 2 - counted["seen"]))


def required_ms(*, entry: Entry) -> int:
    """Listening asked for on one side, in milliseconds: `VOTING_REQUIRED_MS`, or most of a shorter song."""
    return min(settings.VOTING_REQUIRED_MS, int(LISTENED_SHARE * entry.length_ms))


def votes_counting(*, challenge: Challenge) -> QuerySet[Vote]:
    """Votes that no organiser has voided, on entries that both still stand, in the order in which they came."""
    standing = {"ballot__entry_a__withdrawn_at": None, "ballot__entry_b__withdrawn_at": None}
    votes = Vote.objects.filter(ballot__challenge=challenge, void=None, **standing)
    return votes.select_related("ballot").order_by("pk")
