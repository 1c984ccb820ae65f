"""How a band ends: with the melody's last bar as it comes, ringing out, or on a last chord."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from generation.codecs.grid import Grid
from generation.codecs.instrumentation import Part, cut_overlaps
from generation.music.song import Note, Track
from generation.techniques.gan.cadences import BACH, find_cadence
from generation.techniques.gan.closing import close_tracks
from generation.techniques.gan.leading import Close
from generation.techniques.gan.melody import PreparedMelody
from generation.techniques.gan.parameters import CLOSE, RING_OUT


def end_tracks(
    tracks: Sequence[Track],
    parts: Sequence[Part],
    prepared: PreparedMelody,
    grid: Grid,
    ending: str,
    genre: str,
    melody: Sequence[Note],
) -> list[Track]:
    """The tracks of `parts` with the ending that is wished; `grid` is the one they are played
    on."""
    if ending == RING_OUT:
        return [ring_out(track, grid) for track in tracks]
    if ending == CLOSE and not all(part.drums for part in parts):
        close = plan_close(prepared, grid, genre)
        return close_tracks(tracks, parts, close, melody[-1].pitch)
    return list(tracks)


def plan_close(prepared: PreparedMelody, grid: Grid, genre: str) -> Close:
    """A choir ends with the melody; a band with the last bar, or a bar later where the last chord
    comes in the second half of it."""
    before, last, *steps = find_cadence(prepared, genre)
    begins, arrives = (int(grid.ticks[step]) for step in steps)
    end = int(grid.ticks[-1])
    if genre == BACH:
        end = int(grid.ticks[np.flatnonzero(prepared.inside)[-1] + 1])
    elif 2 * (end - arrives) <= measure_last_bar(grid):
        end += measure_last_bar(grid)
    return Close(before, last, begins, arrives, end)


def measure_last_bar(grid: Grid) -> int:
    """Ticks."""
    return int(grid.ticks[-1] - grid.ticks[np.argmax(grid.bar == grid.bar[-1])])


def ring_out(track: Track, grid: Grid) -> Track:
    """What is struck last in the last bar is held to its end, and a bar more."""
    if track.drums or not track.notes:
        return track
    bar, end, last = measure_last_bar(grid), int(grid.ticks[-1]), track.notes[-1].onset
    if last < end - bar:
        return track
    notes = [n._replace(length=end + bar - n.onset) if n.end > last else n for n in track.notes]
    return replace(track, notes=cut_overlaps(notes))
