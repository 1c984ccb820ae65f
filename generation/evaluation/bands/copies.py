"""Guards beside figures that copying would please: bars that stand in the training music, parts
that double others, how much is played.

A bar is known again in any key; what holds less than three moves is no copy.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, permutations

import numpy as np

from generation.evaluation.accompaniment import Figures
from generation.evaluation.bands.windows import Band
from generation.music.metrics.view import PITCH, START, STOP, View
from generation.music.song import Song

FEWEST = 4  # notes
Bar = tuple[tuple[int, int, int], ...]  # (step in the bar, semitones above the first, length)


def describe_bars(view: View) -> Iterator[Bar]:
    """The bars of a pitched part that hold enough, in no key."""
    rows = view.notes[np.lexsort((view.notes[:, PITCH], view.notes[:, START]))]
    edges = np.searchsorted(rows[:, START], view.bars)
    for line, first, stop in zip(view.bars, edges, edges[1:], strict=False):
        bar = rows[first:stop]
        if len(bar) >= FEWEST:
            moves = bar[:, [START, PITCH, STOP]] - [line, bar[0, PITCH], 0]
            moves[:, 2] -= bar[:, START]
            yield tuple(map(tuple, moves.tolist()))


@dataclass(frozen=True)
class KnownBars:
    """Bars of the training music, all pitched parts together."""

    bars: frozenset[Bar]

    @classmethod
    def of(cls, songs: Iterable[Song]) -> "KnownBars":
        found: set[Bar] = set()
        for song in songs:
            for track in range(1, len(song.tracks)):
                found |= set(describe_bars(View.of(song, tracks=[track])))
        return cls(frozenset(found))

    def share(self, band: Band) -> float | None:
        """Share of a window's bars that are known; None where none holds enough."""
        bars = chain.from_iterable(map(describe_bars, band.parts.values()))
        flags = [bar in self.bars for bar in bars]
        return float(np.mean(flags)) if flags else None


def measure_doubling(band: Band) -> float | None:
    """The largest share of one part's notes that another part, or the melody, begins with it, in
    any octave."""
    begun = [list_begun(view) for view in (band.melody, *band.parts.values())]
    shares = [len(one & other) / len(one) for one, other in permutations(begun, 2) if one]
    return max(shares, default=None)


def list_begun(view: View) -> set[tuple[int, int]]:
    """(step, pitch class) of each note."""
    return {(start, pitch % 12) for start, pitch in view.notes[:, [START, PITCH]].tolist()}


def count_ratio(made: Sequence[Band], real: Sequence[Band]) -> float | None:
    """Notes that are made for each note of the real band."""
    ours, theirs = (sum(map(count_notes, some)) for some in (made, real))
    return ours / theirs if theirs else None


def count_notes(band: Band) -> int:
    return len(band.whole.notes)


def measure_copies(band: Band, known: KnownBars | None) -> Figures:
    return {
        "bars copied": known.share(band) if known else None,
        "parts doubled": measure_doubling(band),
    }
