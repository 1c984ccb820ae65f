"""Lines and drum strokes on a grid -> tracks with musical lengths and velocities."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from generation.codecs.accents import measure_accents, measure_drum_accents
from generation.codecs.grid import Grid
from generation.codecs.monophonic import DRUM_PITCHES, Cell, Line, decode_cells
from generation.music.song import Note, Track

STRINGS = {"program": 48, "volume": 84, "level": 0.8}


BREATH = 40  # ticks between repeated notes of the same pitch, so that each is heard to begin
# kick and snare lead, hats and ride stay behind, whatever the place in the bar
DRUM_WEIGHT = np.array([8, 4, -22, -18, -4, -4, -4, 0, -20])


@dataclass(frozen=True)
class Part:
    """One accompaniment track: which of the network's voices it plays, and on what."""

    name: str
    program: int
    voices: tuple[int, ...] = ()
    drums: bool = False
    volume: int = 90
    pan: int = 64
    lowest: int = 0
    highest: int = 127
    level: float = 0.85  # of the melody's velocity
    longest: int = 1 << 20  # steps; a note held longer is let go

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> "Part":
        """As the track of a card has it."""
        return cls(**{**content, "voices": tuple(content.get("voices", ()))})


def smooth_velocity(melody: Sequence[Note], grid: Grid) -> NDArray[np.float64]:
    """(T,) the melody's velocity, held through its rests and smoothed over about a bar."""
    onsets = [grid.ticks[0], *(note.onset for note in melody)]
    velocities = [melody[0].velocity, *(note.velocity for note in melody)]
    held = np.interp(grid.ticks[:-1], onsets, velocities)
    window = np.hanning(19)[1:-1]
    # Processors sum in different orders: rounded, or a velocity of 90 would be 89 on some of them.
    smoothed: NDArray[np.float64] = np.convolve(
        np.pad(held, 8, "edge"), window / window.sum(), "valid"
    )
    return smoothed.round(6)


def place_note(cell: Cell, following: Cell | None, grid: Grid, velocity: float) -> Note:
    """A note of a line in ticks."""
    onset, end = int(grid.ticks[cell.start]), int(grid.ticks[cell.stop])
    if following and following.start == cell.stop and following.pitch == cell.pitch:
        end -= min(BREATH, (end - onset) // 4)
    return Note(onset, cell.pitch, end - onset, int(np.clip(round(velocity), 1, 127)))


def fold_into_range(pitch: int, part: Part) -> int:
    while pitch < part.lowest:
        pitch += 12
    while pitch > part.highest:
        pitch -= 12
    return pitch


def decode_voice(
    line: Line, part: Part, grid: Grid, level: NDArray[np.float64], shift: int
) -> list[Note]:
    cells = [
        Cell(start, min(stop, start + part.longest), fold_into_range(pitch + shift, part))
        for start, stop, pitch in decode_cells(line)
    ]
    pairs = zip(cells, [*cells[1:], None], strict=True) if cells else ()
    return [place_note(cell, following, grid, level[cell.start]) for cell, following in pairs]


def build_pitched_track(
    part: Part, lines: Sequence[Line], grid: Grid, melody: Sequence[Note], shift: int
) -> Track:
    """The voices of `part` as one track, moved by `shift` semitones; a pitch doubled at one moment
    is written once."""
    level = smooth_velocity(melody, grid) * part.level + measure_accents(grid)
    voices = [decode_voice(lines[number], part, grid, level, shift) for number in part.voices]
    return Track(
        cut_overlaps(keep_longest(chain.from_iterable(voices))),
        part.program,
        name=part.name,
        volume=part.volume,
        pan=part.pan,
    )


def keep_longest(notes: Iterable[Note]) -> list[Note]:
    """Of notes of one pitch that begin together the longest; of equals the first."""
    kept: dict[tuple[int, int], Note] = {}
    for note in notes:
        key = (note.onset, note.pitch)
        kept[key] = max(kept.get(key, note), note, key=lambda each: each.length)
    return list(kept.values())


def cut_overlaps(notes: Sequence[Note]) -> tuple[Note, ...]:
    """A key struck again ends the note it was holding: MIDI cannot tell two of the same pitch
    apart."""
    kept: list[Note] = []
    sounding: dict[int, int] = {}
    for note in sorted(notes):
        before = sounding.get(note.pitch)
        if before is not None and kept[before].end > note.onset:
            kept[before] = kept[before]._replace(length=note.onset - kept[before].onset)
        sounding[note.pitch] = len(kept)
        kept.append(note)
    return tuple(kept)


def build_drum_track(
    part: Part, strokes: NDArray[np.bool_], grid: Grid, melody: Sequence[Note]
) -> Track:
    """Strokes (D, T) as a General MIDI drum track."""
    level = smooth_velocity(melody, grid) * part.level
    accents = DRUM_WEIGHT[:, None] + measure_drum_accents(grid)
    notes = [
        Note(
            int(grid.ticks[step]),
            DRUM_PITCHES[drum],
            int(grid.ticks[step + 1] - grid.ticks[step]),
            int(np.clip(level[step] + accents[drum, step], 1, 127)),
        )
        for drum, step in np.argwhere(strokes)
    ]
    return Track(
        tuple(notes), part.program, drums=True, name=part.name, volume=part.volume, pan=part.pan
    )
