"""What a drummer plays, bar by bar of sixteen steps: beat, cymbals, fills.

None where no stroke falls, as for other players.
"""

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from generation.codecs.monophonic import DRUM_PITCHES, DRUMS
from generation.evaluation.bands.lines import average
from generation.music.metrics.rhythm import repeated_drums
from generation.music.metrics.view import PITCH, START, View

KICK, SNARE, HAT, OPEN_HAT = range(4)
TOMS, CRASH, RIDE = slice(4, 7), 7, 8
BAR, HALF, PHRASE = 16, 8, 4
Strokes = NDArray[np.bool_]  # (bars, 16, drums)


def read_strokes(view: View) -> Strokes:
    """Strokes of the nine drums in the bars of sixteen steps that there are."""
    roll = np.zeros((view.steps, DRUMS), bool)
    for start, pitch in view.drums[:, [START, PITCH]].tolist():
        if pitch in DRUM_PITCHES:
            roll[start, DRUM_PITCHES.index(pitch)] = True
    lines = [
        line for line, stop in zip(view.bars, view.bars[1:], strict=False) if stop - line == BAR
    ]
    return np.stack([roll[line : line + BAR] for line in lines]) if lines else roll[:0, None]


def kick_on_one(strokes: Strokes) -> float:
    """Share of the bars that begin with a kick."""
    return float(strokes[:, 0, KICK].mean())


def backbeat(strokes: Strokes) -> float:
    """Share of the second and fourth beats that have a snare."""
    return float(strokes[:, [4, 12], SNARE].mean())


def eighths(strokes: Strokes) -> float:
    """Share of the eighths that have a hat or a ride."""
    return float(strokes[:, ::2, [HAT, OPEN_HAT, RIDE]].any(2).mean())


def crash_on_phrases(strokes: Strokes) -> float:
    """Share of the bars 1 and 5 that begin with a crash."""
    return float(strokes[::PHRASE, 0, CRASH].mean())


def toms_in_fills(strokes: Strokes) -> float:
    """Toms of the bars 4 and 8, less those of an average other bar."""
    toms = strokes[:, :, TOMS].sum((1, 2))
    last = np.arange(len(toms)) % PHRASE == PHRASE - 1
    return float(toms[last].mean() - toms[~last].mean()) if last.any() and not last.all() else 0.0


def fills(strokes: Strokes) -> float:
    """How much more the second half of the bars 4 and 8 differs from the bar before than that of
    other bars: strokes."""
    ends = strokes[:, HALF:]
    changed = (ends[1:] != ends[:-1]).sum((1, 2))
    last = np.arange(1, len(ends)) % PHRASE == PHRASE - 1
    return float(changed[last].mean() - changed[~last].mean()) if len(changed) > PHRASE else 0.0


def count(drum: int | slice) -> Callable[[Strokes], float]:
    """Strokes a bar."""
    return lambda strokes: float(strokes[:, :, drum].sum() / len(strokes))


def of_strokes(formula: Callable[[Strokes], float]) -> Callable[[View], float | None]:
    def measure(view: View) -> float | None:
        strokes = read_strokes(view)
        return formula(strokes) if strokes.any() else None

    return measure


def odd_sixteenths(strokes: Strokes) -> float | None:
    """Share of the strokes that fall between the eighths."""
    return average(np.nonzero(strokes)[1] % 2)


OF_STROKES: Mapping[str, Callable[[Strokes], float]] = {
    "kick on one": kick_on_one,
    "backbeat": backbeat,
    "hats on eighths": eighths,
    "kicks a bar": count(KICK),
    "snares a bar": count(SNARE),
    "open hats a bar": count(OPEN_HAT),
    "rides a bar": count(RIDE),
    "crashes a bar": count(CRASH),
    "crash on bars 1, 5": crash_on_phrases,
    "toms a bar": count(TOMS),
    "toms in fills": toms_in_fills,
    "fills": fills,
    "on odd sixteenths": lambda strokes: odd_sixteenths(strokes) or 0.0,
}
DRUMMER: Mapping[str, Callable[[View], float | None]] = {
    **{name: of_strokes(formula) for name, formula in OF_STROKES.items()},
    "bar repeated": repeated_drums,
}
