"""Ratings from votes: ours beside evalica and choix, on the same votes, with the distance between
the answers."""

import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

import choix
import evalica
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from chartbusters.ranking.bradley_terry import bradley_terry
from chartbusters.ranking.ratings import rate
from chartbusters.ranking.tally import Tally, aggregated

SEED = 1
PRIOR = 1e-6  # next to none, as the others have
LARGEST_FOR_CHOIX = 100  # entries; beyond it a dense solve an iteration takes minutes


def votes_of(entries: int, votes: int) -> tuple[np.ndarray, np.ndarray]:
    """Votes (votes, 3) of a, b, voter between entries of normal strength, and a's share of each."""
    draw = np.random.default_rng(SEED)
    strength = draw.normal(0, 1, entries)
    a = draw.integers(entries, size=votes)
    b = (a + draw.integers(1, entries, votes)) % entries
    wins = draw.random(votes) < 1 / (1 + np.exp(strength[b] - strength[a]))
    return np.stack([a, b, draw.integers(max(1, votes // 20), size=votes)], axis=1), wins.astype(
        float
    )


def timed(work: Callable[..., Any], *arguments: Any) -> tuple[float, Any]:
    begun = perf_counter()
    answer = work(*arguments)
    return perf_counter() - begun, answer


def by_us(rows: np.ndarray, wins: np.ndarray, entries: int) -> np.ndarray:
    return bradley_terry(aggregated(rows, wins, entries), prior=PRIOR).strength


def by_evalica(rows: np.ndarray, wins: np.ndarray, entries: int) -> np.ndarray:
    x, y = rows[:, 0].tolist(), rows[:, 1].tolist()
    winners = [evalica.Winner.X if won else evalica.Winner.Y for won in wins]
    scores = np.log(
        evalica.bradley_terry(x, y, winners, tolerance=1e-9, limit=2000)
        .scores.sort_index()
        .to_numpy()
    )
    return scores - scores.mean()


def by_choix(rows: np.ndarray, wins: np.ndarray, entries: int) -> np.ndarray:
    won = [(a, b) if w else (b, a) for (a, b, _), w in zip(rows.tolist(), wins, strict=True)]
    return choix.ilsr_pairwise(entries, won, alpha=PRIOR)


def compare(entries: int, votes: int) -> None:
    rows, wins = votes_of(entries, votes)
    ours, strength = timed(by_us, rows, wins, entries)
    counted: Tally = aggregated(rows, wins, entries)
    print(f"{votes:,} votes on {entries:,} entries")
    print(
        f"  ours                     {ours:8.3f} s   (counted votes with intervals "
        f"{timed(rate, counted)[0]:.3f} s)"
    )
    others = {"evalica": by_evalica} | (
        {"choix ilsr": by_choix} if entries <= LARGEST_FOR_CHOIX else {}
    )
    for name, work in others.items():
        seconds, theirs = timed(work, rows, wins, entries)
        away = np.abs(theirs - strength).max()
        print(
            f"  {name:23}  {seconds:8.3f} s   ({seconds / ours:.1f} times ours; answers differ "
            f"by {away:.1e})"
        )


def main() -> None:
    compare(100, 10_000)
    compare(1000, 100_000)
    seconds, _ = timed(by_us, *votes_of(10_000, 1_000_000), 10_000)
    print(f"1,000,000 votes on 10,000 entries\n  ours                     {seconds:8.3f} s")


if __name__ == "__main__":
    main()
