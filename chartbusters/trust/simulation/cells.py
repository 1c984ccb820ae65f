"""All attacks over many seeds, side by side in processes, and what they come to."""

import math
import os
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from dataclasses import asdict, dataclass
from multiprocessing import get_context
from operator import itemgetter
from typing import Any

import numpy as np

from chartbusters.trust.simulation.attacks import ATTACKS
from chartbusters.trust.simulation.classroom import Moved, moved
from chartbusters.trust.simulation.contest import Rules
from chartbusters.trust.simulation.playing import Outcome, Play, played

SHARES = (0.01, 0.02, 0.05, 0.1, 0.2)
QUICK_SHARES = (0.05, 0.2)
VOTES_OF_A_CLASS = (5, 25)
FIRST_SEED = 1000  # the figures of the weighing were chosen on seeds below 100


@dataclass(frozen=True)
class Cell:
    """One line of the table: means over the seeds."""

    attack: str
    share: float
    board: str  # hidden or live
    crowd: str
    seeds: int
    displaced: float
    error: float  # standard error of it
    worst: int
    undefended: float
    honest_flagged: float
    new_flagged: float
    attackers_flagged: float
    target_weight: float
    top_ten: float
    spearman: float


@dataclass(frozen=True)
class Report:
    cells: list[Cell]
    classes: dict[int, Moved]

    @property
    def seeds(self) -> int:
        return max((cell.seeds for cell in self.cells), default=0)


def plays(seed: int, shares: Sequence[float], rules: Rules) -> Iterator[Play]:
    """Only who watches the board votes otherwise while it is live: the others are played once."""
    for attack in ATTACKS.values():
        for live in (False, True) if attack.waits else (False,):
            yield from (Play(attack.name, share, live, seed, rules) for share in shares)


def simulated(
    *,
    seeds: Sequence[int],
    shares: Sequence[float] = SHARES,
    rules: Rules | None = None,
    processes: int = 2,
    minutes: float = math.inf,
    told: Callable[[int, int], None] = lambda done, of: None,
) -> Report:
    """Plays everything, seed by seed; `told` hears how many seeds of how many are done. After so
    many minutes what is done is reported: whole seeds, so that all lines are of the same."""
    rules, until = rules or Rules(), time.monotonic() + 60 * minutes
    # one thread each: the processes share the cores already
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ[name] = "1"
    done: list[_Seed] = []
    pool = ProcessPoolExecutor(processes, mp_context=get_context("spawn"))
    try:
        for begun in [_begun(pool, seed, shares, rules) for seed in seeds]:
            done.append(begun.result(until))
            told(len(done), len(seeds))
    except TimeoutError:
        pass
    finally:
        pool.shutdown(cancel_futures=True)
    return _reported(done)


@dataclass(frozen=True)
class _Seed:
    """What is played of one seed: promised, or done."""

    plays: dict[Play, Any]
    classes: dict[int, Any]

    def result(self, until: float) -> "_Seed":
        def get(promise: "Future[Any]") -> Any:
            left = until - time.monotonic()
            return promise.result(None if math.isinf(left) else max(0.0, left))

        return _Seed(
            {play: get(promise) for play, promise in self.plays.items()},
            {votes: get(promise) for votes, promise in self.classes.items()},
        )


def _begun(pool: Executor, seed: int, shares: Sequence[float], rules: Rules) -> _Seed:
    return _Seed(
        {play: pool.submit(played, play) for play in plays(seed, shares, rules)},
        {votes: pool.submit(moved, seed, votes, rules) for votes in VOTES_OF_A_CLASS},
    )


def _reported(done: list[_Seed]) -> Report:
    outcomes: dict[tuple[str, float, bool, str], list[Outcome]] = defaultdict(list)
    for seed in done:
        for play, found in seed.plays.items():
            for outcome in found:
                outcomes[play.attack, play.share, play.live, outcome.crowd].append(outcome)
    cells = [_cell(*key, found) for key, found in sorted(outcomes.items(), key=_in_order)]
    classes = {}
    for votes in VOTES_OF_A_CLASS if done else ():
        classes[votes] = _mean_moved([seed.classes[votes] for seed in done])
    return Report(cells, classes)


def _in_order(item: tuple[tuple[str, float, bool, str], list[Outcome]]) -> tuple[object, ...]:
    attack, share, live, crowd = item[0]
    return crowd, list(ATTACKS).index(attack), live, share


def _cell(attack: str, share: float, live: bool, crowd: str, found: list[Outcome]) -> Cell:
    displaced = np.array([outcome.displaced for outcome in found])
    means = _means(found)
    del means["displaced"]
    error = float(displaced.std(ddof=1) / len(found) ** 0.5) if len(found) > 1 else 0.0
    return Cell(
        attack=attack,
        share=share,
        board="live" if live else "hidden",
        crowd=crowd,
        seeds=len(found),
        displaced=float(displaced.mean()),
        error=error,
        worst=int(displaced.max()),
        **means,
    )


def _mean_moved(found: list[Moved]) -> Moved:
    return Moved(**_means(found))


def _means(found: Sequence[Outcome | Moved]) -> dict[str, float]:
    """Of every field that is a number."""
    rows = [asdict(one) for one in found]
    names = [name for name, value in rows[0].items() if not isinstance(value, str)]
    return {name: float(np.mean([*map(itemgetter(name), rows)])) for name in names}
