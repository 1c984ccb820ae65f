"""The verdict on a piece: its standing among real music that the judges had not heard, for each
group of questions and in all, 0 to 1."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain

import numpy as np

from scoring.order.draw import Draw
from scoring.order.families import FAMILIES, TYPICAL
from scoring.order.features import measure_features, tabulate
from scoring.order.heard import Floats, Heard
from scoring.order.model import Bench, Model
from scoring.order.stretches import cut_stretches, size_of

GROUPS = (*dict.fromkeys(family.group for family in FAMILIES), TYPICAL)
# Groups of the log odds, family by family, the last of typicality.
GROUP_OF_ODDS = np.array([GROUPS.index(family.group) for family in FAMILIES] + [len(GROUPS) - 1])
KIN = 0.5  # how much another stretch of a piece counts as a new chance to fail
POWER = math.log(0.75) / math.log(0.5)
TAIL = 3.0  # log odds by which a standing falls to a third, beyond the oddest real piece


@dataclass(frozen=True)
class Stretch:
    """Bars of what is heard, and the standing there, in all and by group."""

    first_bar: int
    bars: int
    standing: float
    groups: Mapping[str, float]


@dataclass(frozen=True)
class Verdict:
    """`standing` is the share of real music that is worse in its worst stretch."""

    standing: float
    groups: Mapping[str, float]
    stretches: tuple[Stretch, ...]


def reach_verdict(heard: Heard, model: Model, seed: str = "") -> Verdict:
    """Judges every stretch; the worst one counts, for each group and in all."""
    offset = Draw.of(seed, 1).offset
    stretches = [
        _judge(first, stretch, model, seed) for first, stretch in cut_stretches(heard, offset)
    ]
    chances = 1 + KIN * (len(stretches) - 1)
    worst = _worst([each.groups for each in stretches])
    groups = {group: _forgive(standing, chances) for group, standing in worst.items()}
    whole = _forgive(min(each.standing for each in stretches), chances)
    return Verdict(whole, groups, tuple(stretches))


def _worst(groups: list[Mapping[str, float]]) -> dict[str, float]:
    """Of each group the lowest standing."""
    names = dict.fromkeys(chain.from_iterable(groups))
    return {name: _lowest(name, groups) for name in names}


def _lowest(name: str, groups: list[Mapping[str, float]]) -> float:
    return min(row[name] for row in groups if name in row)


def _forgive(worst: float, chances: float) -> float:
    """The standing of the worst of several stretches among the worst of as many real ones."""
    return float(1 - (1 - worst) ** chances)


def _judge(first: int, heard: Heard, model: Model, seed: str) -> Stretch:
    bench = model.bench_of(size_of(heard.bar_count))
    draw = Draw.of(seed, len(bench.judges))
    figures = measure_features(heard, model.tables, np.random.default_rng(draw.entropy))
    row = tabulate([figures], model.names)
    odds = draw.weights @ np.concatenate([judge.weigh(row) for judge in bench.judges])
    groups: dict[str, float] = {}
    for number, group in enumerate(GROUPS):
        mine = number == GROUP_OF_ODDS
        if group != "together" or heard.tracks > 1:
            groups[group] = stand(odds[mine].max(), bench.unheard[:, mine].max(1))
    return Stretch(first, heard.bar_count, stand_in_all(odds, bench), groups)


def stand_in_all(odds: Floats, bench: Bench) -> float:
    return stand(float(odds.max()), bench.unheard.max(1))


def stand(odds: float, real: Floats) -> float:
    """Share of real pieces with higher odds of being spoilt, in the middle of the rank, falling on
    beyond the last."""
    above, level = float((real > odds).sum()), float((real == odds).sum())
    if above + level:
        return (above + level / 2) / len(real)
    return 0.5 / len(real) * float(np.exp(-(odds - real.max()) / TAIL))


def score_of(standing: float) -> float:
    """A standing on the scale of reports, 0 to 100: the median of real music is 75, its lowest
    tenth begins at 38, its highest at 96."""
    return float(100 * standing**POWER)
