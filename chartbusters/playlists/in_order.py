"""The entries of a challenge in the order of its result, as its playlist has them: here, and where
an organiser takes it elsewhere."""

from typing import Any
from uuid import UUID

from chartbusters.challenges.models import Challenge, Entry
from chartbusters.challenges.results import results_of
from chartbusters.challenges.sealing import entries_sealed
from chartbusters.challenges.selectors import entries_ended
from chartbusters.playlists.services.songs import MOST_SONGS


def entries_in_order(*, challenge: Challenge) -> tuple[list[Entry], dict[UUID, Any]]:
    """What everybody may hear of its entries now, the first first, with their results; those of
    equal ranks, and those without one, by their numbers. None before the result is told."""
    heard = entries_ended().filter(challenge=challenge, disqualified_at=None)
    results = results_of(entries=list(heard.values_list("pk", flat=True)))
    entries = list(heard.exclude(entries_sealed()))

    def place(entry: Entry) -> tuple[int, int, int]:
        result = results.get(entry.pk)
        last = len(entries) + len(results)
        return (result.low, result.high, entry.number) if result else (last, last, entry.number)

    return sorted(entries, key=place)[:MOST_SONGS], results
