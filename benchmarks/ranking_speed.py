"""Ratings from votes: ours from raw rows, from the pair table and after a batch, beside evalica,
choix and scikit-learn on the same votes, as ratios in one run."""

import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter
from typing import Any, NamedTuple

import choix
import evalica
import numpy as np
from scipy.sparse import coo_array

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from chartbusters.ranking.bradley_terry import POINT, bradley_terry
from chartbusters.ranking.meetings import Meetings, pairs_of
from chartbusters.ranking.ratings import rate
from chartbusters.ranking.tally import aggregated

SEED = 1
PRIOR = 1e-6  # next to none, as the others have
AGAIN = 5  # times that ours are measured: the best counts, as for others who take long the only one
BATCH = 256  # votes that come later
LARGEST_FOR_CHOIX = 100  # entries; beyond it a dense solve an iteration takes minutes
LARGEST_FOR_EVALICA = 1000  # entries it is given by default: it holds squares of them
GOALS = {"raw rows": 0.3, "pair table": 0.06, "after a batch": 0.01}  # seconds, at the largest


class Votes(NamedTuple):
    """Columns (votes,): entries a and b, what a got, the voter."""

    a: np.ndarray
    b: np.ndarray
    share: np.ndarray
    voter: np.ndarray
    entries: int

    def pairs(self) -> Meetings:
        return pairs_of(self.a, self.b, np.ones(len(self.a)), self.share, self.entries)


def votes_of(entries: int, votes: int) -> Votes:
    """Between entries of normal strength, on drawn pairs."""
    draw = np.random.default_rng(SEED)
    strength = draw.normal(0, 1, entries)
    a = draw.integers(entries, size=votes, dtype=np.int32)
    b = ((a + draw.integers(1, entries, votes)) % entries).astype(np.int32)
    share = draw.random(votes) < 1 / (1 + np.exp(strength[b] - strength[a]))
    return Votes(a, b, share.astype(float), draw.integers(max(1, votes // 20), size=votes), entries)


def timed(work: Callable[[], Any], again: int = 1) -> tuple[float, Any]:
    """The least of so many times, as others share the machine, and the answer."""
    seconds = []
    for _ in range(again):
        begun = perf_counter()
        answer = work()
        seconds.append(perf_counter() - begun)
    return min(seconds), answer


def by_evalica(votes: Votes) -> np.ndarray:
    x, y = votes.a.tolist(), votes.b.tolist()
    winners = [evalica.Winner.X if won else evalica.Winner.Y for won in votes.share]
    told = evalica.bradley_terry(x, y, winners, tolerance=1e-9, limit=2000)
    scores = np.log(told.scores.sort_index().to_numpy())
    return scores - scores.mean()


def by_choix(votes: Votes) -> np.ndarray:
    rows = zip(votes.a.tolist(), votes.b.tolist(), votes.share, strict=True)
    won = [(a, b) if wins else (b, a) for a, b, wins in rows]
    return choix.ilsr_pairwise(votes.entries, won, alpha=PRIOR)


def by_sklearn(votes: Votes) -> np.ndarray:
    """Logistic regression without an intercept, one sparse row a vote."""
    from sklearn.linear_model import LogisticRegression

    rows, ones = np.arange(len(votes.a)), np.ones(len(votes.a))
    cells = (np.append(rows, rows), np.append(votes.a, votes.b))
    shape = (len(rows), votes.entries)
    design = coo_array((np.append(ones, -ones), cells), shape=shape).tocsr()
    model = LogisticRegression(fit_intercept=False, C=1 / PRIOR, tol=1e-6, max_iter=1000)
    strengths = model.fit(design, votes.share).coef_[0]
    return strengths - strengths.mean()


def others(entries: int, everybody: bool) -> dict[str, Callable[[Votes], np.ndarray]]:
    """Those that can be asked about so many entries; who is left out is told."""
    asked: dict[str, Callable[[Votes], np.ndarray]] = {}
    if everybody or entries <= LARGEST_FOR_EVALICA:
        asked["evalica"] = by_evalica
    if entries <= LARGEST_FOR_CHOIX:
        asked["choix ilsr"] = by_choix
    if find_spec("sklearn"):
        asked["scikit-learn"] = by_sklearn
    for name in {"evalica", "choix ilsr", "scikit-learn"} - set(asked):
        why = "not installed" if name == "scikit-learn" else "takes minutes and gigabytes here"
        print(f"  {name:23}         -     ({why})")
    return asked


def later(votes: Votes, fitted: np.ndarray, within: float | None = None) -> Callable[[], Any]:
    """A fit of the pair table with a batch more in it, from the strengths of before."""
    more = votes_of(votes.entries, BATCH)
    columns = (np.concatenate(pair) for pair in zip(votes[:4], more[:4], strict=True))
    both = Votes(*columns, votes.entries).pairs()
    return lambda: bradley_terry(both, prior=PRIOR, start=fitted, within=within)


def compare(entries: int, votes: int, *, goals: bool = False, everybody: bool = False) -> None:
    given = votes_of(entries, votes)
    print(f"{votes:,} votes on {entries:,} entries")
    raw, fit = timed(lambda: bradley_terry(given.pairs(), prior=PRIOR), AGAIN)
    pairs = given.pairs()
    ours = {
        "raw rows": raw,
        "pair table": timed(lambda: bradley_terry(pairs, prior=PRIOR), AGAIN)[0],
        "after a batch": timed(later(given, fit.strength), AGAIN)[0],
        "to a point": timed(later(given, fit.strength, POINT), AGAIN)[0],
    }
    for name, seconds in ours.items():
        goal = f"   (goal {GOALS[name]} s)" if goals and name in GOALS else ""
        print(f"  ours, {name:17}  {seconds:8.4f} s{goal}")
    rows = np.stack([given.a, given.b, given.voter], axis=1).astype(np.int64)
    seconds, told = timed(lambda: rate(aggregated(rows, given.share, entries)))
    how = told.intervals
    if told.interval_error:
        how = f"estimated, half-widths to {100 * told.interval_error:.1f} % of themselves"
    print(f"  ours with intervals      {seconds:8.4f} s   ({how})")
    for name, work in others(entries, everybody).items():
        seconds, theirs = timed(lambda work=work: work(given))
        away = np.abs(theirs - fit.strength).max()
        print(
            f"  {name:23}  {seconds:8.4f} s   ({seconds / raw:.1f} times ours from raw rows; "
            f"answers differ by {away:.1e})"
        )


def main() -> None:
    compare(100, 10_000)
    compare(1000, 100_000)
    compare(1000, 1_000_000)
    compare(10_000, 1_000_000, goals=True, everybody="--everybody" in sys.argv)


if __name__ == "__main__":
    main()
