"""What a song's notes sound like, as chord symbols: read by half bars, as a musician writes them
over a score."""

from itertools import chain, pairwise

from generation.codecs.grid import Grid, build_grid
from generation.codecs.monophonic import Cell
from generation.datasets.labelled_chords import sound_band
from generation.harmony.reading import read_chords
from generation.harmony.spans import split_halves
from generation.harmony.symbols import WRITTEN, Symbol
from generation.music.chord_symbols import NAMES
from generation.music.song import ChordSign, Note, Song

# The shortest symbol of each quality: several are read as one.
KINDS = {quality: kind for kind, quality in reversed(WRITTEN.items())}


def read_signs(song: Song) -> list[ChordSign]:
    """Where another chord begins to sound; an empty symbol where nothing does any more."""
    notes = list(chain.from_iterable(t.notes for t in song.tracks if not t.drums))
    if not notes:
        return []
    grid = build_grid(song, 0, max(note.end for note in notes))
    spans = split_halves(grid.position, grid.length)
    band = sound_band([lay_note(note, grid) for note in notes], grid.steps)
    found = [spell(symbol) if symbol else "" for symbol in read_chords(band, spans)]
    changes = zip(spans.start.tolist(), pairwise(["", *found]), strict=True)
    return [
        ChordSign(int(grid.ticks[step]), now) for step, (before, now) in changes if now != before
    ]


def lay_note(note: Note, grid: Grid) -> Cell:
    start = min(grid.step_at(note.onset), grid.steps - 1)
    return Cell(start, max(start + 1, grid.step_at(note.end)), note.pitch)


def spell(symbol: Symbol) -> str:
    root, bass = NAMES[symbol.root], NAMES[symbol.bass]
    return root + KINDS[symbol.quality] + (f"/{bass}" if bass != root else "")
