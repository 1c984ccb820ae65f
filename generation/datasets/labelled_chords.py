"""Melodies with the chords that people wrote or heard, each stretch of time with its symbol."""

from collections.abc import Iterator, Sequence
from itertools import chain, pairwise, product
from pathlib import Path
from typing import NamedTuple

import numpy as np

from generation.codecs.grid import build_grid, encode_track
from generation.codecs.monophonic import Cell, Line, encode_skyline
from generation.datasets import openewld, pop909
from generation.datasets.chord_words import read_harte, read_key, read_kind
from generation.datasets.jsb import jsb_frames
from generation.harmony.evidence import Band, Ints
from generation.harmony.reading import read_chords
from generation.harmony.spans import Spans, split_beats, split_halves
from generation.harmony.symbols import PLAIN, Symbol
from generation.music.melody import melody_track
from generation.music.midi import read_midi
from generation.music.theory import Key

# Which of the model's genres a tune of OpenEWLD is told as.
GENRE_OF = {"folk, world, & country": "folk", "classical": "folk", "rock": "folk", "": "folk"}
# How much a chord (semitones above the tonic, triad) tells of a key.
DEGREES: dict[str, dict[tuple[int, str], float]] = {
    "major": {
        **{(0, "major"): 3, (5, "major"): 2, (7, "major"): 3},
        **{(2, "minor"): 1.5, (9, "minor"): 1.5, (4, "minor"): 1},
    },
    "minor": {
        **{(0, "minor"): 3, (5, "minor"): 2, (7, "major"): 3, (2, "diminished"): 1.5},
        **{(3, "major"): 1, (8, "major"): 1, (10, "major"): 1, (7, "minor"): 1},
    },
}
LAST = 0.5  # of a chord's weight for each chord: what a last chord that is the tonic tells


class Labelled(NamedTuple):
    """One melody; `symbols` has None where no chord is told."""

    name: str
    shelf: str  # of a table: the corpus, or the corpus and its genre
    genre: str
    line: Line
    spans: Spans
    symbols: list[Symbol | None]
    key: Key
    band: Band | None = None


class Stretch(NamedTuple):
    """A symbol for a time, in steps or whatever spans are counted in."""

    start: float
    stop: float
    symbol: Symbol | None


def label_spans(spans: Spans, stretches: Sequence[Stretch]) -> list[Symbol | None]:
    """For each span the symbol that fills most of it."""
    found: list[Symbol | None] = []
    first = 0
    for start, stop in zip(spans.start, spans.stop, strict=True):
        while first < len(stretches) and stretches[first].stop <= start:
            first += 1
        best, most = None, 0.0
        for stretch in stretches[first:]:
            if stretch.start >= stop:
                break
            shared = min(stop, stretch.stop) - max(start, stretch.start)
            best, most = (stretch.symbol, shared) if shared > most else (best, most)
        found.append(best)
    return found


def find_key(symbols: Sequence[Symbol | None]) -> Key:
    """The key of a song by its chords: what they are in it, and whether the last is its tonic."""
    told = [symbol for symbol in symbols if symbol]
    if not told:
        return Key(0, "major")
    keys = product(DEGREES, range(12))
    mode, tonic = max(keys, key=lambda key: (score_key(told, key[1], key[0]), key))
    return Key(tonic, mode)


def score_key(told: Sequence[Symbol], tonic: int, mode: str) -> float:
    weights = DEGREES[mode]
    known = [
        ((symbol.root - tonic) % 12, PLAIN.get(symbol.quality, symbol.quality)) for symbol in told
    ]
    return sum(weights.get(each, 0.0) for each in known) + LAST * len(told) * (
        known[-1] == (0, mode)
    )


def read_lead_sheets(folder: Path, split: str) -> Iterator[Labelled]:
    """Tunes of OpenEWLD, in half bars."""
    for sheet in openewld.chord_sheets(folder, split):
        song = read_midi(sheet.file)
        notes = song.tracks[melody_track(song)].notes
        grid = build_grid(song, notes[0].onset, max(note.end for note in notes))
        line = encode_track(notes, grid)
        told = [(grid.step_at(round(each["beat"] * 960)), each) for each in sheet.chords]
        ends = [*(at for at, _ in told[1:]), grid.steps]
        stretches = [
            Stretch(at, stop, read_kind(each["root"], each["kind"], each["bass"]))
            for (at, each), stop in zip(told, ends, strict=True)
        ]
        spans = split_halves(grid.position, grid.length, has_upbeat(line, grid.length))
        symbols = label_spans(spans, stretches)
        genre = GENRE_OF.get(sheet.genre, "jazz")
        shelf = f"openewld {sheet.genre or 'other'}"
        yield Labelled(sheet.name, shelf, genre, line, spans, symbols, find_key(symbols))


def has_upbeat(line: Line, length: np.ndarray) -> bool:
    """Whether the first note comes in the second half of its bar."""
    first = int(np.flatnonzero(line.state)[0]) if line.state.any() else 0
    return 2 * first >= int(length[0])


def read_pop_songs(folder: Path, split: str) -> Iterator[Labelled]:
    """Songs of POP909, in half bars, with their accompaniment; chords of the key that lasts
    longest."""
    for song in pop909.chord_songs(folder, split):
        steps = len(song.beats) * pop909.STEPS
        position, length = lay_bars(song.downbeats, steps)
        spans = split_halves(position, length)
        line = encode_skyline(pop909.cells_on_beats(song.melody, song.beats), steps)
        index = np.arange(len(song.beats))
        key = max(song.keys, key=lambda each: each[1] - each[0])
        told = [each for each in song.chords if key[0] <= each[0] < key[1]]
        times = np.interp([each[:2] for each in told], song.beats, index) * pop909.STEPS
        words = [read_harte(word) for _, _, word in told]
        rows = zip(*times.T.tolist(), words, strict=True)
        symbols = label_spans(spans, [Stretch(*row) for row in rows])
        others = [pop909.cells_on_beats(track, song.beats) for track in song.others]
        band = sound_band(list(chain.from_iterable(others)), steps)
        yield Labelled(song.name, "pop909", "pop", line, spans, symbols, read_key(key[2]), band)


def lay_bars(downbeats: np.ndarray, steps: int) -> tuple[np.ndarray, np.ndarray]:
    """(position, length) of each step; what stands before the first bar line is an upbeat."""
    lines = np.flatnonzero(downbeats) * pop909.STEPS
    lines = np.unique(np.append(0, lines))
    sizes = np.diff(np.append(lines, steps))
    position = np.concatenate([np.arange(size) for size in sizes])
    return position, np.repeat(sizes, sizes)


def sound_band(cells: Sequence[Cell], steps: int) -> Band:
    """What notes of any number say of harmony."""
    roll = np.zeros((steps, 128), bool)
    for cell in cells:
        roll[cell.start : cell.stop, cell.pitch] = True
    sounding = np.pad(roll, ((0, 0), (0, 4))).reshape(steps, 11, 12).sum(1)
    lowest = np.zeros((steps, 12), np.int64)
    heard = roll.any(1)
    lowest[np.flatnonzero(heard), roll[heard].argmax(1) % 12] = 1
    return Band(sounding, lowest)


def read_chorale_chords(folder: Path, split: str) -> Iterator[Labelled]:
    """Bach's chorales in beats: their chords are read from all four voices."""
    for number, frames in enumerate(jsb_frames(folder, split)):
        pitches = np.asarray(frames)
        line = voice_line(pitches[:, 0])
        spans = split_beats(len(pitches))
        sounding, lowest = sound_voices(pitches), sound_voices(low_voice(pitches))
        symbols = read_chords(Band(sounding, lowest), spans)
        under = Band(sound_voices(pitches[:, 1:]), lowest)
        yield Labelled(
            f"jsb/{split}/{number}", "jsb", "bach", line, spans, symbols, find_key(symbols), under
        )


def voice_line(pitches: np.ndarray) -> Line:
    borders = np.flatnonzero(np.diff(pitches, prepend=-2, append=-2))
    cells = [Cell(int(a), int(b), int(pitches[a])) for a, b in pairwise(borders) if pitches[a] >= 0]
    return encode_skyline(cells, len(pitches))


def low_voice(pitches: np.ndarray) -> np.ndarray:
    lowest = np.where(pitches >= 0, pitches, 999).min(1, keepdims=True)
    return np.where(lowest == 999, -1, lowest)


def sound_voices(pitches: np.ndarray) -> Ints:
    """(T, 12) of pitches (T, V), -1 for silence."""
    tones = np.zeros((len(pitches), 12), np.int64)
    for voice in pitches.T:
        steps = np.flatnonzero(voice >= 0)
        tones[steps, voice[steps] % 12] += 1
    return tones
