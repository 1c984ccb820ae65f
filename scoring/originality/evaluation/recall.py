"""How many copies are found, by what was done to them, and how many of those told are right."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from generation.music.song import Song
from scoring.originality.evaluation.changing import CHANGES, Change
from scoring.originality.evaluation.levels import Level, Library, find_unrelated
from scoring.originality.lines import find_lines
from scoring.originality.lookup import find_nearest


class Recall(NamedTuple):
    """Of `works` of a genre: the share found by change; songs with nothing of others in them that
    were told of a passage; and how many told were right when copies of a tenth of changed notes and
    such songs are equally many."""

    genre: str
    works: int
    found: dict[str, float]
    false: int

    @property
    def precision(self) -> float:
        right = next(iter(self.found.values())) * self.works
        return right / max(1.0, right + self.false)


def measure_recall(
    library: Library, level: Level, genre: str, keys: Sequence[int], new: Sequence[Song], seed: int
) -> Recall:
    """Each work changed in each way and looked up; and as it is, with its source passed over."""
    dice = np.random.default_rng(seed)
    found: dict[str, float] = {}
    for name, change in CHANGES.items():
        hits = [_is_found(library, key, level, change, new, dice) for key in keys]
        found[name] = float(np.mean(hits))
    strangers = [find_unrelated(library, key)[0] for key in keys]
    false = sum(one is not None and one.passage.bits > level.bits for one in strangers)
    return Recall(genre, len(keys), found, false)


def _is_found(
    library: Library,
    key: int,
    level: Level,
    change: Change,
    new: Sequence[Song],
    dice: np.random.Generator,
) -> bool:
    around = new[int(dice.integers(len(new)))]
    copy = find_lines(change(library.pieces[key].song, around, dice))
    nearest = find_nearest(library.segment, copy)
    return any(one.key == key and one.passage.bits > level.bits for one in nearest)
