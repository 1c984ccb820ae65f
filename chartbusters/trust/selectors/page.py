"""What staff are shown of the votes of a challenge: the board with and without weights, what was
found, whom it is about, and what was said of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

import numpy as np
from django.db.models import Count, QuerySet
from numpy.typing import NDArray

from chartbusters.accounts.models import User
from chartbusters.challenges.models import Challenge, Entry
from chartbusters.ranking.ranges import range_written
from chartbusters.ranking.ratings import rate
from chartbusters.ranking.standings import Spot, places
from chartbusters.ranking.tally import tally_of
from chartbusters.ranking.votes import VoteTable
from chartbusters.trail.models import Act, Trace
from chartbusters.trust.causes import names_of, words_of
from chartbusters.trust.models import Decision, Verdict, VoterWeight, WeighingRun
from chartbusters.trust.selectors.weights import findings_told, weights_told
from chartbusters.voting.models import Vote
from chartbusters.voting.reading import votes_read
from chartbusters.voting.selectors import votes_void

MOST_ROWS = 100  # of a board: those that moved come first
MOST_VOTERS = 150  # a form may bring 200 fields
MOST_TRACES = 50


class BoardRow(NamedTuple):
    """An entry where it stands with the weights, and where it would stand without."""

    entry: Entry
    position: int
    ranks: str
    position_without: int
    ranks_without: str

    @property
    def gained(self) -> int:
        """Places that it would have by votes that weigh less than others."""
        return self.position - self.position_without

    @property
    def lost(self) -> int:
        return -self.gained


@dataclass(frozen=True)
class FindingTold:
    """One thing that was found, with names."""

    title: str
    sentences: list[str]
    entry: Entry | None
    figures: list[str]  # one for each group that was found
    strongest: float
    voters: list["VoterTold"]


@dataclass(frozen=True)
class VoterTold:
    """A voter, with what their votes weigh and why."""

    person: User
    weight: float
    votes: int
    void: int
    reasons: str
    verdict: str
    left: bool
    on_entry: float | None = None  # what their votes on the entry weigh that a finding is about


class TrustView(NamedTuple):
    """All of the page that is computed."""

    rows: list[BoardRow]
    moved: int
    findings: list[FindingTold]
    voters: list[VoterTold]
    votes: int
    zero: int


def trust_view(*, challenge: Challenge) -> TrustView:
    """Computed now, from the votes as they are; what is stored was so when the board was made."""
    votes, entries, voters = votes_read(challenge=challenge)
    run = WeighingRun.objects.filter(challenge=challenge).first()
    weights = weights_told(
        challenge=challenge, votes=votes, voters=voters, exempt=bool(run and run.exempt)
    )
    told = voters_shown(challenge=challenge)
    on_entry = _on_entries(votes, weights.weight, voters, [str(entry.pk) for entry in entries])
    ties = [(entry.submitted_at, str(entry.pk)) for entry in entries]
    keys = [entry.pk for entry in entries]
    rows = _beside(votes, weights.weight, keys, ties)
    moved = [row for row in rows if row.gained]
    return TrustView(
        sorted(rows, key=lambda row: (-abs(row.gained), row.position))[:MOST_ROWS],
        len(moved),
        _findings(list(findings_told(weights)), told, on_entry),
        _notable(told.values()),
        len(votes.key),
        int((weights.weight == 0).sum()),
    )


def _beside(
    votes: VoteTable, weight: NDArray[np.float64], keys: Sequence[Any], ties: list[Any]
) -> list[BoardRow]:
    """Both boards, row by row."""
    if not keys or not len(votes.key):
        return []
    with_them = _spots(votes, weight, ties)
    without = _spots(votes, np.ones(len(weight)), ties)
    known = Entry.objects.select_related("maker").in_bulk(keys)
    return [
        BoardRow(
            known[key],
            with_them[place].position,
            _ranks(with_them[place]),
            without[place].position,
            _ranks(without[place]),
        )
        for place, key in enumerate(keys)
    ]


def _spots(votes: VoteTable, weight: NDArray[np.float64], ties: list[Any]) -> dict[int, Spot]:
    return {spot.entry: spot for spot in places(rate(tally_of(votes, weight)), ties)}


def _ranks(spot: Spot) -> str:
    return range_written(spot.rank_low, spot.rank_high)


def voters_shown(*, challenge: Challenge) -> dict[int, VoterTold]:
    """All voters by key, with the weights that are stored."""
    weights = {row.voter_id: row for row in VoterWeight.objects.filter(challenge=challenge)}
    words = Decision.objects.filter(challenge=challenge).order_by("pk")
    verdicts = dict(words.values_list("voter", "verdict"))
    votes = Vote.objects.filter(challenge=challenge, undo=None).order_by()
    cast = _counted(votes)
    void = _counted(votes.filter(pk__in=votes_void(challenge=challenge)))
    people = User.objects.filter(ballots__vote__challenge=challenge).distinct()
    return {
        person.pk: _told(person, weights.get(person.pk), cast, void, verdicts)
        for person in people.order_by("username")
    }


def _counted(votes: QuerySet[Vote]) -> dict[int, int]:
    return dict(votes.values_list("ballot__voter").annotate(Count("pk")))


def _told(
    person: User,
    row: VoterWeight | None,
    cast: dict[int, int],
    void: dict[int, int],
    verdicts: dict[int, str],
) -> VoterTold:
    return VoterTold(
        person,
        row.weight if row else 1.0,
        cast.get(person.pk, 0),
        void.get(person.pk, 0),
        names_of(row.reasons) if row and row.reasons else "",
        Verdict(verdicts[person.pk]).label if person.pk in verdicts else "",
        bool(row and row.ceiling is not None),
    )


def _notable(voters: Iterable[VoterTold]) -> list[VoterTold]:
    """Those of whom something was said, by tests or staff; who weighs least comes first."""
    some = [one for one in voters if one.reasons or one.verdict or one.void]
    return sorted(some, key=lambda one: (one.weight, one.person.username))[:MOST_VOTERS]


def _on_entries(
    votes: VoteTable, weight: NDArray[np.float64], voters: Sequence[int], entries: Sequence[str]
) -> dict[tuple[int, str], float]:
    """What the votes of each voter on each entry weigh at least."""
    least: dict[tuple[int, str], float] = {}
    for side in (votes.a, votes.b):
        rows = zip(votes.voter.tolist(), side.tolist(), weight.tolist(), strict=True)
        for voter, entry, one in rows:
            key = (voters[voter], entries[entry])
            least[key] = min(one, least.get(key, 1.0))
    return least


def _findings(
    found: list[dict[str, Any]],
    voters: dict[int, VoterTold],
    on_entry: dict[tuple[int, str], float],
) -> list[FindingTold]:
    """One for each entry, and for each kind of what is said of voters wholly: several groups that
    were found at one entry share most of their people."""
    meant = [finding["entry"] for finding in found if finding["entry"]]
    entries = {str(pk): entry for pk, entry in Entry.objects.in_bulk(meant).items()}
    grouped: dict[Any, list[dict[str, Any]]] = {}
    for finding in found:
        grouped.setdefault(finding["entry"] or finding["reason"], []).append(finding)
    told = [_finding(some, entries, voters, on_entry) for some in grouped.values()]
    return sorted(told, key=lambda one: -one.strongest)


def _finding(
    some: list[dict[str, Any]],
    entries: dict[str, Entry],
    voters: dict[int, VoterTold],
    on_entry: dict[tuple[int, str], float],
) -> FindingTold:
    entry = some[0]["entry"]
    reasons = reduce(or_, (finding["reason"] for finding in some))
    people = sorted(set().union(*(finding["voters"] for finding in some)))
    return FindingTold(
        names_of(reasons).capitalize(),
        words_of(reasons),
        entries.get(entry or ""),
        sorted({_figures(finding) for finding in some}, reverse=True),
        max(abs(finding["figures"].get("z", 0.0)) for finding in some),
        [replace(voters[pk], on_entry=on_entry.get((pk, entry))) for pk in people if pk in voters],
    )


def _figures(finding: dict[str, Any]) -> str:
    """One group in a line: how many, which way, and how far beyond chance."""
    figures = dict(finding["figures"])
    parts = [f"{len(finding['voters'])} accounts"]
    if finding["entry"] and "z" in figures:
        parts.append("for it" if figures["z"] > 0 else "against it")
    parts += [f"{name.replace('_', ' ')} {value:g}" for name, value in figures.items()]
    return ", ".join([*parts, f"their votes weigh {finding['weight']:g} of what they would"])


def weights_traced(*, challenge: Challenge) -> QuerySet[Trace]:
    """What the trail tells of the weights of a challenge, the newest first."""
    row = f"{Challenge._meta.label_lower} {challenge.pk}"
    found = Trace.objects.filter(act=Act.WEIGHED, row=row).select_related("by", "to")
    return found.order_by("-pk")[:MOST_TRACES]
