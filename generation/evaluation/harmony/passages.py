"""The key of a few bars: people hand in passages oftener than whole tunes."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain

import numpy as np
from numpy.random import Generator as Random

from generation.codecs.monophonic import LOWEST, REST, Line
from generation.datasets.labelled_chords import Labelled
from generation.evaluation.accompaniment import Figures
from generation.evaluation.bands.comparison import average_rows
from generation.evaluation.sections import make_section
from generation.evaluation.tables import Result
from generation.harmony.key_finding import find_key, gather_signs
from generation.harmony.keys import shift_home
from generation.harmony.learning.passages import LENGTHS, cut_passage, list_bars
from generation.harmony.model import load_model
from generation.music.theory import Key, estimate_key

SEED = 1
NOTE = (
    "the first bars of a tune and as many from elsewhere; scale: the key or its relative. Profile: "
    "how the networks' training data were brought to one key"
)


def find_by_model(line: Line) -> Key | None:
    return find_key(gather_signs(line), load_model().keys)


def find_by_profile(line: Line) -> Key | None:
    sounding = line.state[line.state != REST].astype(int)
    return estimate_key(np.bincount((sounding - 1 + LOWEST) % 12, minlength=12).astype(float))


FINDERS: Mapping[str, Callable[[Line], Key | None]] = {
    "model": find_by_model,
    "profile": find_by_profile,
}


def compare_keys(shelf: str, tunes: Sequence[Labelled]) -> Result:
    """Shares of passages whose key is right, and whose scale is."""
    table = {name: dict(measure_all(tunes, finder)) for name, finder in FINDERS.items()}
    return make_section(f"{shelf}: keys of passages", table, NOTE)


def measure_all(
    tunes: Sequence[Labelled], finder: Callable[[Line], Key | None]
) -> Iterator[tuple[str, tuple[float, ...] | float | None]]:
    for bars in LENGTHS:
        random = np.random.default_rng(SEED)
        each = (measure_tune(tune, bars, finder, random) for tune in tunes)
        if rows := [*chain.from_iterable(each)]:  # no tune may be longer
            yield from average_rows(rows).items()


def measure_tune(
    tune: Labelled, bars: int, finder: Callable[[Line], Key | None], random: Random
) -> Iterator[Figures]:
    begins = list_bars(tune)
    if len(begins) <= bars:
        return
    for at in (0, int(random.integers(len(begins) - bars))):
        line = cut_passage(tune, begins[at], begins[at + bars]).line
        key = finder(line)
        if key is not None:
            yield {
                f"{bars} bars: key right": float(key[:2] == tune.key[:2]),
                f"{bars} bars: scale right": float(shift_home(key) == shift_home(tune.key)),
            }
