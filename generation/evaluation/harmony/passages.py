"""The key of a few bars: people hand in passages oftener than whole tunes."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain

import numpy as np
from numpy.random import Generator as Random

from generation.codecs.monophonic import Line
from generation.datasets.labelled_chords import Labelled
from generation.evaluation.accompaniment import Figures
from generation.evaluation.bands.comparison import average_rows
from generation.evaluation.sections import make_section
from generation.evaluation.tables import Result
from generation.harmony.keys import find_melody_key, find_profile_key, shift_home
from generation.harmony.learning.passages import LENGTHS, cut_passages
from generation.music.theory import Key

SEED = 1
NOTE = (
    "the first bars of a tune and as many from elsewhere; scale: the key or its relative. Profile: "
    "how the networks' training data were brought to one key"
)


FINDERS: Mapping[str, Callable[[Line], Key | None]] = {
    "model": find_melody_key,
    "profile": find_profile_key,
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
    for passage in cut_passages(tune, bars, random):
        key = finder(passage.line)
        if key is not None:
            yield {
                f"{bars} bars: key right": float(key[:2] == tune.key[:2]),
                f"{bars} bars: scale right": float(shift_home(key) == shift_home(tune.key)),
            }
