"""Computes boards. Votes go in, a run with its standings comes out; showing it is switching one key."""

import hashlib
import json
from typing import Any

from django.db import transaction

from chartbusters.challenges.models import Challenge, Entry
from chartbusters.challenges.selectors import entries_standing
from chartbusters.leaderboard import selectors
from chartbusters.leaderboard.models import Board, RatingRun, Standing
from chartbusters.leaderboard.ranking import PRIOR, VERSION

Ballots = list[tuple[str, str, str, str]]  # entry a, entry b, outcome, voter


def board_refresh(*, challenge: Challenge) -> RatingRun:
    """Rates the entries of a challenge from its votes and shows the result. The same votes give the same run."""
    with transaction.atomic():
        # Two refreshes at once would both write standings: the second waits, and finds the run of the first.
        Board.objects.get_or_create(challenge=challenge)
        board = Board.objects.select_for_update().get(challenge=challenge)
        run = _run(challenge)
        board.run = run
        board.save()
    return run


def _run(challenge: Challenge) -> RatingRun:
    entries = list(entries_standing(challenge=challenge))
    ballots = selectors.ballots_counting(challenge=challenge)
    parameters: dict[str, Any] = {"prior": PRIOR, "facts": selectors.facts_count(challenge=challenge)}
    content = [sorted(str(entry.pk) for entry in entries), sorted(ballots), PRIOR]
    digest = hashlib.sha256(json.dumps(content).encode()).hexdigest()
    run, made = RatingRun.objects.get_or_create(
        challenge=challenge,
        inputs_digest=digest,
        version=VERSION,
        defaults={"parameters": parameters, "votes": len(ballots)},
    )
    if made:
        Standing.objects.bulk_create(_standings(run, entries, ballots))
    elif run.parameters != parameters:
        # A vote and its void leave the same votes: the run stands, and has now seen them too.
        run.parameters = parameters
        run.save(update_fields=["parameters"])
    return run


def _standings(run: RatingRun, entries: list[Entry], ballots: Ballots) -> list[Standing]:
    if not entries:
        return []
    from chartbusters.leaderboard.ranking.ratings import rate
    from chartbusters.leaderboard.ranking.standings import places
    from chartbusters.leaderboard.ranking.tally import tally

    ratings = rate(tally(ballots, [str(entry.pk) for entry in entries]))
    tie_keys = [(entry.submitted_at, str(entry.pk)) for entry in entries]
    return [
        Standing(
            run=run,
            entry=entries[place.entry],
            position=place.position,
            rating=float(ratings.rating[place.entry]),
            low=float(ratings.low[place.entry]),
            high=float(ratings.high[place.entry]),
            rank_low=place.rank_low,
            rank_high=place.rank_high,
            votes=int(ratings.games[place.entry]),
        )
        for place in places(ratings, tie_keys)
    ]


def boards_refresh() -> int:
    """Refreshes every board that does not know of all votes and voids; returns how many."""
    stale = selectors.boards_stale()
    for challenge in stale:
        board_refresh(challenge=challenge)
    return len(stale)
