"""A second line beside the singer: it answers where the singer holds a note or breathes, and in
every other section it also holds guide tones under what is sung."""

from collections.abc import Iterator
from itertools import chain, pairwise

import numpy as np

from generation.arranger.basses import nearest_pitch
from generation.arranger.sheet import BEAT, PHRASE, SECTION, Sheet
from generation.codecs.monophonic import Cell
from generation.harmony.symbols import Chord
from generation.music.theory import scale_pitch_classes

EIGHTH = 2  # steps
LEAST = 6  # steps in which the singer begins nothing, for an answer
MOST = 4  # notes of an answer


def answer_melody(sheet: Sheet, lowest: int, highest: int, *, hold: bool = True) -> list[Cell]:
    """Held tones first, for an answer ends them; the last chord is held by all."""
    held = list(hold_guides(sheet, lowest, highest)) if hold else []
    gaps = find_gaps(sheet)
    answers = list(chain.from_iterable(answer(sheet, *gap, lowest, highest) for gap in gaps))
    last = choose_guide(sheet, sheet.chords[-1], (lowest + highest) // 2)
    pitch = fold(nearest_pitch(last, (lowest + highest) // 2), lowest, highest)
    return [*held, *answers, Cell(sheet.finish, sheet.grid.steps, pitch)]


def hold_guides(sheet: Sheet, lowest: int, highest: int) -> Iterator[Cell]:
    """Thirds and sevenths, each near to the one before, in the second half of each sixteen bars."""
    pitch = (lowest + highest) // 2
    numbers = np.repeat([bar.number for bar in sheet.bars], [bar.size for bar in sheet.bars])
    for chord in sheet.runs:
        stop = min(chord.stop, sheet.finish)
        if numbers[chord.start] // SECTION % 2 and chord.start < stop:
            pitch = fold(nearest_pitch(choose_guide(sheet, chord, pitch), pitch), lowest, highest)
            yield Cell(chord.start, stop, pitch)


def fold(pitch: int, lowest: int, highest: int) -> int:
    return pitch + 12 if pitch < lowest else pitch - 12 if pitch > highest else pitch


def choose_guide(sheet: Sheet, chord: Chord, pitch: int) -> int:
    """The third, the seventh or the fifth, whichever is sung less and lies near."""
    sung = sheet.sing(chord.start, chord.stop)
    return min(
        chord.classes[1:],
        key=lambda tone: (int(sung[tone]), abs(nearest_pitch(tone, pitch) - pitch)),
    )


def find_gaps(sheet: Sheet) -> list[tuple[int, int]]:
    """(start, stop) where the singer begins no note for a while, from the next beat on."""
    begun = np.flatnonzero(sheet.melody.change & (sheet.melody.state > 0))
    borders = [*begun.tolist(), sheet.finish]
    gaps = [
        (start // BEAT * BEAT + BEAT, min(stop, sheet.finish)) for start, stop in pairwise(borders)
    ]
    return [(start, stop) for start, stop in gaps if stop - start >= LEAST]


def answer(sheet: Sheet, start: int, stop: int, lowest: int, highest: int) -> list[Cell]:
    """A few eighths by step, toward a tone of the chord that follows."""
    count = min((stop - start) // EIGHTH, MOST)
    first = stop - count * EIGHTH
    goal = choose_guide(sheet, sheet.chord_at(stop), (lowest + highest) // 2)
    pitch = fold(nearest_pitch(goal, (lowest + highest) // 2), lowest, highest)
    luck = sheet.draw(first // (PHRASE * 16), 7)
    scale = climb(sheet, pitch, 1 if luck.random() < 0.5 else -1, count)
    cells = [
        Cell(first + EIGHTH * place, first + EIGHTH * (place + 1), tone)
        for place, tone in enumerate(reversed(scale))
    ]
    return snap_first(sheet, cells)


def climb(sheet: Sheet, pitch: int, by: int, count: int) -> list[int]:
    """Tones of the scale beside a pitch, nearest first."""
    scale = scale_pitch_classes(sheet.key.tonic, sheet.key.mode)
    tones = [pitch + by * away for away in range(1, 13)]
    return [tone for tone in tones if tone % 12 in scale][:count]


def snap_first(sheet: Sheet, cells: list[Cell]) -> list[Cell]:
    """The first note belongs to its chord."""
    chord = sheet.chord_at(cells[0].start)
    near = min((nearest_pitch(tone, cells[0].pitch) for tone in chord.classes),
               key=lambda pitch: abs(pitch - cells[0].pitch))  # fmt: skip
    return [cells[0]._replace(pitch=near), *cells[1:]]
