"""Music with the right tones at the wrong times."""

import numpy as np

from generation.music.song import Song
from scoring.spoiling.rows import (
    LENGTH,
    ONSET,
    SIXTEENTH,
    Rows,
    bar_lines,
    change_rows,
    without_overlaps,
)
from scoring.spoiling.spoiling import Spoil

Random = np.random.Generator


def move_onsets(share: float) -> Spoil:
    """Some of the notes one or two sixteenths early or late, drums too."""

    def spoil(song: Song, other: Song, random: Random) -> Song | None:
        end = int(bar_lines(song)[-1])

        def moved(rows: Rows) -> Rows:
            wrong = random.random(len(rows)) < share
            steps = random.choice((-2, -1, 1, 2), len(rows)) * SIXTEENTH
            rows[:, ONSET] = np.clip(rows[:, ONSET] + wrong * steps, 0, end - SIXTEENTH)
            rows[:, LENGTH] = np.minimum(rows[:, LENGTH], end - rows[:, ONSET])
            return without_overlaps(rows)

        return change_rows(song, moved, range(len(song.tracks)))

    return spoil
