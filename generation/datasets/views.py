"""Scores of the data pack as views, in bulk: arrays all the way, no object for a note.

Trusted files only; what people send is read by `generation.music.upload`.
"""

from typing import TYPE_CHECKING

import numpy as np

from generation.music.metrics.bar_lines import draw_bar_lines
from generation.music.metrics.view import Ints, View
from generation.music.song import TICKS_PER_QUARTER, Meter

if TYPE_CHECKING:
    from symusic import Score, Track


def view_score(score: "Score") -> View:
    """The view of a score in ticks, the same as that of the song which it would make."""
    ratio = TICKS_PER_QUARTER / score.ticks_per_quarter
    sounding = [track for track in score.tracks if len(track.notes)]
    tables = [_table(track, ratio) for track in sounding]
    end = max((int((table[:, 0] + table[:, 2]).max()) for table in tables), default=0)
    lines = draw_bar_lines(read_meters(score), end)
    return View.of_tables(tables, [track.is_drum for track in sounding], lines)


def read_meters(score: "Score") -> tuple[Meter, ...]:
    """The metres of a score, 4/4 until the first where it does not begin with one."""
    ratio = TICKS_PER_QUARTER / score.ticks_per_quarter
    found = {0: Meter(0, 4, 4)}
    for sign in score.time_signatures:
        tick = round(sign.time * ratio)
        found[tick] = Meter(tick, sign.numerator, sign.denominator)
    return tuple(found[tick] for tick in sorted(found))


def _table(track: "Track", ratio: float) -> Ints:
    """Notes as rows (notes, 4) in the order of a `Track`: onset, pitch, length, velocity."""
    notes = track.notes.numpy()
    onset, length = (np.rint(notes[name] * ratio).astype(np.int64) for name in ("time", "duration"))
    pitch, velocity = (notes[name].astype(np.int64) for name in ("pitch", "velocity"))
    rows = np.stack([onset, pitch, np.maximum(1, length), np.maximum(1, velocity)], axis=1)
    return rows[np.lexsort(rows.T[::-1])]
