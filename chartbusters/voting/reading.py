"""All votes of a challenge as columns: those of long ago from sealed blocks, the newest from their
rows. What was read once is not read again as rows."""

from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

import numpy as np
from django.db.models import QuerySet
from numpy.typing import NDArray

from chartbusters.challenges.models import Challenge, Entry
from chartbusters.ranking.votes import VoteTable
from chartbusters.voting.columns import SHARES, Columns, columns_of, joined, unpacked
from chartbusters.voting.models import Vote, VoteBlock
from chartbusters.voting.selectors import votes_void

ROW = [
    "pk",
    "ballot__entry_a",
    "ballot__entry_b",
    "outcome",
    "ballot__voter",
    "ballot__heard_first",
    "cast_at",
    "ballot__issued_at",
    "network",
]


class EntryRead(NamedTuple):
    """What computing a board asks of an entry."""

    pk: UUID
    number: int
    submitted_at: datetime
    withdrawn_at: datetime | None


def votes_read(*, challenge: Challenge) -> tuple[VoteTable, list[EntryRead], list[int]]:
    """Votes between standing entries that no organiser has voided, with the standing entries and
    the keys of the voters to which their columns point. Raises `KeyError` for a vote on an entry
    of another challenge.

    Voids and withdrawals are applied here: a block says what was voted, for ever. Entries are read
    after votes, so that every vote that is found knows its entries.
    """
    parts, newest = _votes(challenge)
    entries = list(map(EntryRead._make, _entries(challenge)))
    numbers = {entry.pk: entry.number for entry in entries}
    voted = _unvoided(challenge, joined([*parts, columns_of(newest, numbers)]))
    _refuse_strays(voted)
    standing = [entry for entry in entries if entry.withdrawn_at is None]
    table, voters = _table(voted, _places(entries, standing), len(standing))
    return table, standing, voters


def _votes(challenge: Challenge) -> tuple[list[Columns], list[tuple[Any, ...]]]:
    """Blocks, and as rows the votes that came after them; in the order of the keys."""
    blocks = VoteBlock.objects.filter(challenge=challenge).order_by("number")
    parts, last = [], 0
    for data, rows, last_key in blocks.values_list("data", "rows", "last_key").iterator(16):
        parts.append(unpacked(bytes(data), rows))
        last = last_key
    return parts, list(rows_after(challenge, last).iterator(10_000))


def _entries(challenge: Challenge) -> QuerySet[Entry, Any]:
    """Also those that were withdrawn, in the order of their keys."""
    entries = Entry.objects.filter(challenge=challenge).order_by("pk")
    return entries.values_list(*EntryRead._fields)


def _table(voted: Columns, place: NDArray[np.int32], entries: int) -> tuple[VoteTable, list[int]]:
    stays = (place[voted["a"]] >= 0) & (place[voted["b"]] >= 0)
    voted = {name: column[stays] for name, column in voted.items()}
    voters, voter = np.unique(voted["voter"], return_inverse=True)
    table = VoteTable(
        entries=entries,
        voters=len(voters),
        key=voted["key"],
        a=place[voted["a"]],
        b=place[voted["b"]],
        share=SHARES[voted["outcome"]],
        voter=voter.astype(np.int32),
        first=voted["first"],
        cast_ms=voted["cast_ms"],
        waited_ms=voted["waited_ms"].astype(np.int64),
        network=_networks(voted["network"]),
    )
    return table, voters.tolist()


def rows_after(challenge: Challenge, key: int) -> QuerySet[Vote, Any]:
    """Votes as rows, of those that came after this key."""
    votes = Vote.objects.filter(challenge=challenge, pk__gt=key)
    return votes.order_by("pk").values_list(*ROW)


def _unvoided(challenge: Challenge, voted: Columns) -> Columns:
    voids = votes_void(challenge=challenge).values_list("vote_id", flat=True)
    gone = np.fromiter(voids.iterator(), np.int64)
    if not len(gone):
        return voted
    stays = ~np.isin(voted["key"], gone)
    return {name: column[stays] for name, column in voted.items()}


def _refuse_strays(voted: Columns) -> None:
    strays = voted["key"][(voted["a"] < 0) | (voted["b"] < 0)]
    if len(strays):
        raise KeyError(f"vote {strays[0]} is on an entry of another challenge")


def _places(entries: list[EntryRead], standing: list[EntryRead]) -> NDArray[np.int32]:
    """By the number of an entry: its index among those that stand, or -1."""
    place = np.full(max((entry.number for entry in entries), default=0) + 1, -1, np.int32)
    for index, entry in enumerate(standing):
        place[entry.number] = index
    return place


def _networks(numbers: NDArray[np.int64]) -> NDArray[np.int32]:
    known, index = np.unique(numbers, return_inverse=True)
    names = np.cumsum(known != 0) - 1
    names[known == 0] = -1
    return np.asarray(names[index] if len(known) else index, np.int32)
