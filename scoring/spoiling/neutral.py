"""Changes that leave music as good as it was: a score must not follow them."""

from dataclasses import replace

import numpy as np

from generation.music.song import Song, Tempo
from generation.music.theory import transpose
from scoring.spoiling.rows import ONSET, PITCH, VELOCITY, Rows, change_rows, pitched_tracks, rows_of
from scoring.spoiling.spoiling import Spoil

Random = np.random.Generator
HEARD = 30  # the least velocity and volume that the changes leave
SHIFTS = (-5, -4, -3, -2, -1, 1, 2, 3, 4, 5, 6)
PROGRAMS = (0, 4, 11, 19, 24, 26, 40, 42, 48, 56, 60, 65, 68, 71, 73, 79)  # of all families


def change_velocity(song: Song, other: Song, random: Random) -> Song | None:
    """Each note as loud as chance will have it."""

    def changed(rows: Rows) -> Rows:
        rows[:, VELOCITY] = random.integers(HEARD, 128, len(rows))
        return rows

    return change_rows(song, changed, range(len(song.tracks)))


def transpose_all(song: Song, other: Song, random: Random) -> Song | None:
    """The whole piece in another key; None where it would leave the range of MIDI."""
    rows = [rows_of(song.tracks[place]) for place in pitched_tracks(song)]
    if not rows:
        return None
    pitches = np.concatenate(rows)[:, PITCH]
    low, high = int(pitches.min()), int(pitches.max())
    fit = [by for by in SHIFTS if -low <= by <= 127 - high]
    return transpose(song, int(random.choice(fit))) if fit else None


def change_tempo(song: Song, other: Song, random: Random) -> Song | None:
    """The whole piece up to a third slower or faster."""
    factor = float(random.uniform(2 / 3, 4 / 3))
    tempi = (Tempo(t.tick, round(t.us_per_quarter * factor)) for t in song.tempi)
    return replace(song, tempi=tuple(tempi))


def exchange_instruments(song: Song, other: Song, random: Random) -> Song | None:
    """Every pitched track on another instrument."""
    programs = random.choice(PROGRAMS, len(song.tracks))
    return song.with_tracks(
        track if track.drums else replace(track, program=int(program))
        for track, program in zip(song.tracks, programs, strict=True)
    )


def begin_with_silence(bars: int) -> Spoil:
    """Empty bars of the first metre in front."""

    def spoil(song: Song, other: Song, random: Random) -> Song | None:
        ticks = bars * song.meters[0].bar_ticks

        def later(rows: Rows) -> Rows:
            rows[:, ONSET] += ticks
            return rows

        moved = change_rows(song, later, range(len(song.tracks)))
        tempi = (t._replace(tick=t.tick + ticks if t.tick else 0) for t in song.tempi)
        meters = (m._replace(tick=m.tick + ticks if m.tick else 0) for m in song.meters)
        return replace(moved, tempi=tuple(tempi), meters=tuple(meters))

    return spoil
