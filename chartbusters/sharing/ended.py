"""How the entries of a challenge ended, once its result is told: for feeds and search engines."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from chartbusters.challenges.results import results_of
from chartbusters.challenges.selectors import entries_ended

MOST_ENTRIES = 2_000  # of one challenge that are looked at


class Ended(NamedTuple):
    """All that is told of it; its song may be silent for now, which its page says."""

    pk: UUID
    title: str
    maker: str
    low: int
    high: int
    words: str
    address: str
    maker_address: str
    told_at: datetime


def ended_in(*, challenge: int, count: int) -> list[Ended]:
    """The first ones by rank. As on the board, nothing is told before its moment."""
    entries = entries_ended().filter(challenge=challenge, disqualified_at=None)
    known = {entry.pk: entry for entry in entries.defer("process_note")[:MOST_ENTRIES]}
    results = results_of(entries=known)
    first = sorted((result.low, result.high, pk) for pk, result in results.items() if pk in known)
    return [
        Ended(
            pk,
            known[pk].title,
            known[pk].maker.shown_name,
            low,
            high,
            results[pk].words,
            known[pk].get_absolute_url(),
            known[pk].maker.get_absolute_url(),
            known[pk].challenge.told_at,
        )
        for low, high, pk in first[:count]
    ]
