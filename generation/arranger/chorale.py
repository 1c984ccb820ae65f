"""Alto, tenor and bass in chords: inner voices move as little as they can, the bass takes
the root."""

from generation.codecs.grid import Grid
from generation.codecs.monophonic import Cell, Line, encode_latest
from generation.harmony.chords import Chord, find_nearest_pitch

BEAT = 4


def chorale_voices(chords: list[Chord], grid: Grid) -> list[Line]:
    """Alto, tenor, bass; a new chord on every beat at which the harmony changes."""
    alto, tenor, bass = 64, 55, 48
    cells: list[list[Cell]] = [[], [], []]
    for chord in chords:
        root, third, fifth = chord.classes
        alto, tenor = min(
            (
                (find_nearest_pitch(a, alto), find_nearest_pitch(b, tenor))
                for a, b in ((third, fifth), (fifth, third), (root, third), (third, root))
            ),
            key=lambda pair: (
                abs(pair[0] - alto)
                + abs(pair[1] - tenor)
                + abs(pair[0] - 64) / 4
                + abs(pair[1] - 55) / 4
            ),
        )
        bass = find_nearest_pitch(root, 47)
        for line, pitch in zip(cells, (alto, tenor, bass), strict=True):
            line.extend(
                Cell(at, min(at + BEAT, chord.stop), pitch)
                for at in range(chord.start, chord.stop, BEAT)
            )
    return [encode_latest(line, grid.steps) for line in cells]
