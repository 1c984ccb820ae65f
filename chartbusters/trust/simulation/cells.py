"""All attacks over many seeds, side by side in processes, and what they come to."""

import os
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import asdict, dataclass, fields
from multiprocessing import get_context

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


def plays(seeds: Sequence[int], shares: Sequence[float], rules: Rules) -> Iterator[Play]:
    """Only who watches the board votes otherwise while it is live: the others are played once."""
    for seed in seeds:
        for attack in ATTACKS.values():
            for live in (False, True) if attack.waits else (False,):
                yield from (Play(attack.name, share, live, seed, rules) for share in shares)


def simulated(
    *,
    seeds: Sequence[int],
    shares: Sequence[float] = SHARES,
    rules: Rules | None = None,
    processes: int = 2,
    told: Callable[[int, int], None] = lambda done, of: None,
) -> Report:
    """Plays everything; `told` hears how many of how many plays are done."""
    rules = rules or Rules()
    todo = list(plays(seeds, shares, rules))
    outcomes: dict[tuple[str, float, bool, str], list[Outcome]] = defaultdict(list)
    # one thread each: the processes share the cores already
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ[name] = "1"
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        running = {pool.submit(played, play): play for play in todo}
        classes = {
            votes: [pool.submit(moved, seed, votes, rules) for seed in seeds]
            for votes in VOTES_OF_A_CLASS
        }
        for done, future in enumerate(as_completed(running), 1):
            play = running[future]
            for outcome in future.result():
                key = (play.attack, play.share, play.live, outcome.crowd)
                outcomes[key].append(outcome)
            told(done, len(todo))
        results = {votes: [one.result() for one in all_of] for votes, all_of in classes.items()}
    cells = [_cell(*key, found) for key, found in sorted(outcomes.items(), key=_in_order)]
    return Report(cells, {votes: _mean_moved(found) for votes, found in results.items()})


def _in_order(item: tuple[tuple[str, float, bool, str], list[Outcome]]) -> tuple[object, ...]:
    attack, share, live, crowd = item[0]
    return crowd, list(ATTACKS).index(attack), live, share


def _cell(attack: str, share: float, live: bool, crowd: str, found: list[Outcome]) -> Cell:
    displaced = np.array([outcome.displaced for outcome in found])
    means = {
        field.name: float(np.mean([getattr(outcome, field.name) for outcome in found]))
        for field in fields(Outcome)
        if field.name not in ("crowd", "displaced")
    }
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
    rows = [asdict(one) for one in found]
    return Moved(**{name: float(np.mean([row[name] for row in rows])) for name in rows[0]})
