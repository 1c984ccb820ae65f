"""What pages, the API and the leaderboard ask about ballots and votes."""

from collections import Counter
from typing import NamedTuple
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet

from chartbusters.accounts.models import User
from chartbusters.challenges.models import Challenge
from chartbusters.challenges.selectors import entries_standing
from chartbusters.voting.models import Ballot, Vote
from generation.music.song import Song

BOTH_STAND = Q(entry_a__withdrawn_at=None, entry_b__withdrawn_at=None)
LISTENED_SHARE = 0.9  # of a song shorter than what is asked for


class Progress(NamedTuple):
    """Votes of one voter in one challenge, and how many of the pairs are left for them."""

    cast: int
    left: int


def ballot_get(*, pk: UUID, voter: User) -> Ballot | None:
    """A ballot of this voter; somebody else's is none."""
    ballots = Ballot.objects.filter(pk=pk, voter=voter)
    return ballots.select_related("challenge", "entry_a__song", "entry_b__song").first()


def ballot_open(*, challenge: Challenge, voter: User) -> Ballot | None:
    """The ballot that this voter holds and has neither cast nor skipped."""
    ballots = Ballot.objects.filter(BOTH_STAND, challenge=challenge, voter=voter, vote=None, skipped_at=None)
    return ballots.select_related("challenge", "entry_a__song", "entry_b__song").order_by("issued_at").first()


def candidates_of(*, challenge: Challenge, voter: User) -> list[UUID]:
    """Entries that this voter may judge: all but their own."""
    return list(entries_standing(challenge=challenge).exclude(maker=voter).values_list("pk", flat=True))


def pairs_seen(*, challenge: Challenge, voter: User) -> set[frozenset[UUID]]:
    """Pairs that this voter was ever given."""
    rows = Ballot.objects.filter(challenge=challenge, voter=voter).values_list("entry_a_id", "entry_b_id")
    return {frozenset(pair) for pair in rows}


def exposures_of(*, challenge: Challenge) -> Counter[UUID]:
    """How often each entry stands on a ballot that is cast, or may still be."""
    alive = Ballot.objects.filter(challenge=challenge).filter(~Q(vote=None) | Q(skipped_at=None))
    return Counter(entry for pair in alive.values_list("entry_a_id", "entry_b_id") for entry in pair)


def progress_of(*, challenge: Challenge, voter: User) -> Progress:
    """Pairs with an entry that was withdrawn are neither left nor seen: only the votes on them stay votes."""
    candidates = len(candidates_of(challenge=challenge, voter=voter))
    mine = Ballot.objects.filter(challenge=challenge, voter=voter)
    seen = mine.filter(BOTH_STAND).filter(~Q(vote=None) | Q(skipped_at__isnull=False)).count()
    return Progress(mine.exclude(vote=None).count(), max(0, candidates * (candidates - 1) // 2 - seen))


def required_ms(*, song: Song) -> int:
    """Listening asked for on one side, in milliseconds: `VOTING_REQUIRED_MS`, or most of a shorter song."""
    return min(settings.VOTING_REQUIRED_MS, int(1000 * LISTENED_SHARE * song.seconds))


def votes_counting(*, challenge: Challenge) -> QuerySet[Vote]:
    """Votes that no organiser has voided, on entries that both still stand, in the order in which they came."""
    standing = {"ballot__entry_a__withdrawn_at": None, "ballot__entry_b__withdrawn_at": None}
    votes = Vote.objects.filter(ballot__challenge=challenge, void=None, **standing)
    return votes.select_related("ballot").order_by("pk")
