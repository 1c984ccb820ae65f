"""What pages, the API and the leaderboard ask about ballots and votes."""

from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from django.db.models import CharField, Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast, Coalesce, Now

from chartbusters.accounts.models import User
from chartbusters.challenges.models import Challenge, Entry, Phase, phase_of
from chartbusters.challenges.people import entries_known_to
from chartbusters.challenges.selectors import entries_standing
from chartbusters.voting.caps import pairs_possible
from chartbusters.voting.linked import entries_of_linked
from chartbusters.voting.models import Ballot, VoteUndo, VoteVoid
from chartbusters.web.prepared_queries import Prepared, columns_of, instance_of

MOST_SKIPS = 10  # of one voter in one challenge: skipping must not become choosing
LISTENED_SHARE = 0.9  # of a song shorter than what is asked for
# a challenge and a voter, for queries that are put into SQL once
SAMPLES = (
    4_611_686_018,
    4_611_686_019,
)


class Progress(NamedTuple):
    """How far one voter has come in one challenge: votes, and how many pairs may still come, with
    the one that lies open. That one is the `number`th of `most` at most."""

    cast: int
    left: int
    number: int
    most: int
    skips_left: int
    undos: int  # votes that this voter has taken back here


def ballots_of(*, voter: User) -> QuerySet[Ballot]:
    """The ballots of this voter; somebody else's are none."""
    return Ballot.objects.filter(voter=voter).select_related("challenge")


def ballot_of(*, voter: User, pk: UUID) -> Ballot | None:
    """One of them, with its challenge: asked for with every vote, so it is put into SQL once."""
    found = _OWN.first(pk, voter.pk)
    if found is None:
        return None
    size = len(Ballot._meta.concrete_fields)
    ballot = instance_of(Ballot, found[:size])
    ballot.challenge = instance_of(Challenge, found[size:])
    ballot.voter = voter
    return ballot


def _own(pk: UUID, voter: int) -> QuerySet[Ballot, Any]:
    columns = columns_of(Ballot) + columns_of(Challenge, "challenge__")
    return Ballot.objects.filter(pk=pk, voter=voter).values_list(*columns)


_OWN = Prepared(_own, uuid4(), SAMPLES[0])


def ballot_held(*, pk: UUID) -> Any:
    """All that decides whether a vote on a ballot counts. The ballot is locked, alone: the
    challenge and the entries belong to all voters, who need not wait for each other."""
    return _HELD.first(pk)


def ballots_held(*, pks: Sequence[UUID]) -> list[Any]:
    """The same of many ballots, but for those that somebody else holds; on PostgreSQL."""
    return _HELD_TOGETHER.rows(pks)


def _held(pk: UUID) -> QuerySet[Ballot, Any]:
    return _held_columns(Ballot.objects.filter(pk=pk))


def _held_together(pk: UUID) -> QuerySet[Ballot, Any]:
    return _held_columns(Ballot.objects.filter(pk__in=[pk]))


def _held_columns(found: QuerySet[Ballot]) -> QuerySet[Ballot, Any]:
    ballots = found.annotate(phase=phase_of("challenge__"), now=Now())
    sides = ["entry_a__length_ms", "entry_a__withdrawn_at"]
    sides += ["entry_b__length_ms", "entry_b__withdrawn_at"]
    mine = ["skipped_at", "heard_ms_a", "heard_ms_b", "entry_a_id", "entry_b_id"]
    theirs = ["challenge__published", "challenge__listening_ms"]
    return ballots.values_list("pk", *mine, "phase", "now", *theirs, *sides)


_HELD = Prepared(_held, uuid4(), locks=Ballot)
_HELD_TOGETHER = Prepared(_held_together, uuid4(), locks=Ballot, many=True)


def ballots_open(*, challenge: Challenge, voter: User) -> list[Any]:
    """What this voter holds and has neither cast nor skipped, the oldest first: one ballot at most,
    which knows whether its entries still stand."""
    return _OPEN.rows(challenge.pk, voter.pk)


def _open(challenge: int, voter: int) -> QuerySet[Ballot, Any]:
    ballots = Ballot.objects.filter(
        challenge=challenge, voter=voter, vote=None, skipped_at=None, replaced_at=None
    )
    columns = ("pk", "entry_a__withdrawn_at", "entry_b__withdrawn_at")
    return ballots.order_by("issued_at").values_list(*columns)


def entries_on(*, ballot: Ballot, beside: Sequence[str]) -> tuple[Entry, Entry]:
    """Both entries, sides a and b, with what is asked for beside them, such as their songs."""
    found = Entry.objects.select_related(*beside).in_bulk([ballot.entry_a_id, ballot.entry_b_id])
    return found[ballot.entry_a_id], found[ballot.entry_b_id]


def candidates_of(*, challenge: Challenge, voter: User) -> dict[str, int]:
    """Entries that this voter may judge, all but their own, those whose makers have named them, and
    those of people linked with them; each with the number of ballots on which it stands.

    Keys are in the text of the database: making thousands of UUIDs of them would cost more than
    drawing the pair.
    """
    return {row.key: row.exposures for row in _CANDIDATES.rows(challenge.pk, voter.pk)}


def _candidates(challenge: int, voter: int) -> QuerySet[Entry, Any]:
    others = entries_of_others(challenge=challenge, person=voter)
    others = others.exclude(pk__in=entries_of_linked(challenge=challenge, person=voter))
    return others.annotate(key=Cast("pk", CharField())).values_list("key", "exposures")


def entries_of_others(*, challenge: Challenge | int, person: int) -> QuerySet[Entry]:
    """Standing entries of which this person does not know whose they are."""
    others = entries_standing(challenge=challenge).exclude(maker=person)
    return others.exclude(pk__in=entries_known_to(person=person))


def pairs_seen(*, challenge: Challenge, voter: User) -> set[frozenset[str]]:
    """Pairs that this voter was given, skipped ones too, as `candidates_of` names them. Those that
    another pair came for cost nothing."""
    return set(map(frozenset, _SEEN.rows(challenge.pk, voter.pk)))


def _seen(challenge: int, voter: int) -> QuerySet[Ballot, Any]:
    mine = Ballot.objects.filter(challenge=challenge, voter=voter, replaced_at=None)
    return mine.annotate(
        a=Cast("entry_a", CharField()), b=Cast("entry_b", CharField())
    ).values_list("a", "b")


_OPEN, _CANDIDATES, _SEEN = (Prepared(query, *SAMPLES) for query in (_open, _candidates, _seen))


def exposures_counted(*, challenge: Challenge) -> Counter[UUID]:
    """On how many ballots each entry stands that are cast, or may still be: what `Entry.exposures`
    should say."""
    alive = (
        Ballot.objects.filter(challenge=challenge, replaced_at=None)
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
    votes. Numbers are what they would be if nobody were linked, so that none tells who is; only
    once no pair comes, none is left."""
    given = _GIVEN.tuples(challenge.pk, voter.pk)
    standing = {row[0] for row in given if row[2] is None}
    standing |= {row[1] for row in given if row[3] is None}
    terms = _TERMS.first(challenge.pk, voter.pk)
    possible = partial(
        pairs_possible,
        judged=[frozenset(row[:2]) for row in given],
        standing=standing,
        turns_each=terms.turns_each,
        pairs_each=terms.pairs_each,
    )
    left = possible(candidates=terms.others)
    # What was judged before its maker was known to be linked is still among the standing.
    if terms.linked and not possible(candidates=max(len(standing), terms.others - terms.linked)):
        left = 0
    skipped = sum(row[4] is not None for row in given)
    votes = len(given) - skipped
    skips_left = max(0, MOST_SKIPS - skipped)
    return Progress(votes, left, len(given) + 1, len(given) + left, skips_left, terms.undos)


def _given(challenge: int, voter: int) -> QuerySet[Ballot, Any]:
    over = Q(vote__isnull=False) | Q(skipped_at__isnull=False)
    mine = Ballot.objects.filter(over, challenge=challenge, voter=voter, replaced_at=None)
    sides = ("entry_a", "entry_b", "entry_a__withdrawn_at", "entry_b__withdrawn_at")
    return mine.values_list(*sides, "skipped_at")


def _terms(challenge: int, voter: int) -> QuerySet[Challenge, Any]:
    """What caps a voter, and of how many entries pairs are made for this one."""
    others = entries_of_others(challenge=challenge, person=voter).order_by()
    linked = others.filter(pk__in=entries_of_linked(challenge=challenge, person=voter))
    counts = {"others": _count(others), "linked": _count(linked), "undos": undos_of(voter)}
    found = Challenge.objects.annotate(**counts).filter(pk=challenge)
    return found.values_list("turns_each", "pairs_each", *counts)


def undos_of(voter: int) -> Coalesce:
    """How many votes a voter has taken back, for queries of challenges."""
    undone = VoteUndo.objects.filter(challenge=OuterRef("pk"), voter=voter).order_by("-number")
    return Coalesce(Subquery(undone.values("number")[:1]), 0)


def _count(entries: QuerySet[Entry]) -> Coalesce:
    counted = entries.values("challenge").annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted), 0)


_GIVEN, _TERMS = (Prepared(query, *SAMPLES) for query in (_given, _terms))


def required_ms(*, length_ms: int, listening_ms: int) -> int:
    """Listening asked for on one side, in milliseconds: what the challenge asks for, or most of a
    shorter song, in whole half seconds, which tell no length."""
    return min(listening_ms, int(LISTENED_SHARE * length_ms) // 500 * 500)


def votes_void(*, challenge: Challenge) -> QuerySet[Any, Any]:
    """Keys of the votes that do not count, for queries: few, whatever the number of votes. An
    organiser has voided them, or the voter has taken them back."""
    voided = voids_in_force().order_by().filter(vote__challenge=challenge).values("vote_id")
    return voided.union(VoteUndo.objects.filter(challenge=challenge).values("vote_id"))


def voids_in_force() -> QuerySet[VoteVoid, Any]:
    """The last words on votes, where these void them."""
    later = VoteVoid.objects.filter(vote=OuterRef("vote"), number__gt=OuterRef("number"))
    return VoteVoid.objects.annotate(odd=F("number") % 2).filter(~Exists(later), odd=1)
