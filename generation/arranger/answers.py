"""A counter-melody that moves where the singer holds a note or breathes, and holds where the singer
moves."""

from itertools import chain

from generation.arranger.basses import nearest_pitch
from generation.arranger.sheet import BEAT, Sheet
from generation.codecs.monophonic import Cell
from generation.harmony.symbols import Chord
from generation.music.theory import scale_pitch_classes

FREE = 1  # onsets of the melody in a chord that still leaves room
WALK = 2  # steps of a passing note


def answer_melody(sheet: Sheet, lowest: int, highest: int) -> list[Cell]:
    """Guide tones (thirds and sevenths) in the nearest place; a run of the scale to the next one
    where the melody rests or holds."""
    cells: list[Cell] = []
    pitch = (lowest + highest) // 2
    goals = [choose_guide(sheet, chord, pitch) for chord in sheet.runs]
    for chord, goal in zip(sheet.runs, goals, strict=True):
        pitch = fold(nearest_pitch(goal, pitch), lowest, highest)
        cells.append(Cell(chord.start, chord.stop, pitch))
    pairs = zip(cells, [*cells[1:], None], strict=True)
    return list(chain.from_iterable(lead(sheet, *pair) for pair in pairs))


def fold(pitch: int, lowest: int, highest: int) -> int:
    return pitch + 12 if pitch < lowest else pitch - 12 if pitch > highest else pitch


def choose_guide(sheet: Sheet, chord: Chord, pitch: int) -> int:
    """The seventh or the third, whichever is sung less and lies near."""
    sung = sheet.sing(chord.start, chord.stop)
    third, *rest = chord.classes[1], *chord.classes[3:], chord.classes[2]
    return min(
        (third, *rest), key=lambda tone: (int(sung[tone]), abs(nearest_pitch(tone, pitch) - pitch))
    )


def lead(sheet: Sheet, cell: Cell, following: Cell | None) -> list[Cell]:
    """A held tone, or one that walks to the next by steps of the scale."""
    begun = int(sheet.melody.change[cell.start + 1 : cell.stop].sum())
    room = cell.stop - cell.start
    if following is None or begun > FREE or room < 2 * BEAT or cell.stop > sheet.finish:
        return [cell]
    steps = passing(sheet, cell.pitch, following.pitch)[: room // BEAT]
    first = cell.stop - WALK * len(steps)
    walked = [Cell(first + WALK * n, first + WALK * (n + 1), p) for n, p in enumerate(steps)]
    return [Cell(cell.start, first, cell.pitch), *walked]


def passing(sheet: Sheet, pitch: int, goal: int) -> list[int]:
    """Tones of the scale between two pitches; around a pitch that stays, its upper neighbour."""
    scale = scale_pitch_classes(sheet.key.tonic, sheet.key.mode)
    by = 1 if goal > pitch else -1
    between = [p for p in range(pitch + by, goal, by) if p % 12 in scale] if goal != pitch else []
    above = [p for p in (pitch + 1, pitch + 2) if p % 12 in scale]
    return between or [above[0] if above else pitch + 2, pitch]
