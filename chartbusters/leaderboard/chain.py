"""The chain of a challenge's sealed boards: what a digest covers, and whether all still hold."""

import hashlib
import json
from typing import Any

from chartbusters.challenges.models import Challenge
from chartbusters.leaderboard.computing import rows_digest
from chartbusters.leaderboard.models import BoardSnapshot, RatingRun

COLUMNS = ("position", "rating", "low", "high", "rank_low", "rank_high", "votes")


def rows_of(run: RatingRun) -> list[list[Any]]:
    """The stored rows of a board, as `rows_digest` takes them."""
    standings = run.standings.order_by("position").values_list("entry_id", *COLUMNS)
    return [[str(entry), *rest] for entry, *rest in standings.iterator()]


def digest_of(snapshot: BoardSnapshot, rows: str) -> str:
    """SHA-256 over all that a snapshot says; `rows` is the digest of its rows."""
    said = {
        "challenge": snapshot.challenge_id,
        "number": snapshot.number,
        "audience": snapshot.audience,
        "occasion": snapshot.occasion,
        "sealed_at": snapshot.sealed_at.isoformat(timespec="microseconds"),
        "inputs": snapshot.run.inputs_digest,
        "version": snapshot.run.version,
        "rows": rows,
        "before": snapshot.before,
    }
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def chain_faults(*, challenge: Challenge) -> list[str]:
    """Walks the chain from its first link; what does not hold, in words, and nothing where all
    does."""
    found, before = [], ""
    snapshots = BoardSnapshot.objects.filter(challenge=challenge).select_related("run")
    for number, snapshot in enumerate(snapshots.order_by("number"), 1):
        name = f"snapshot {snapshot.number} of {challenge.slug}"
        if snapshot.number != number:
            found.append(f"{name} stands where number {number} should")
            number = snapshot.number
        if snapshot.before != before:
            found.append(f"{name} names another one before it than the one that is there")
        if digest_of(snapshot, rows_digest(rows_of(snapshot.run))) != snapshot.digest:
            found.append(f"{name} is not what was sealed")
        before = snapshot.digest
    return found
