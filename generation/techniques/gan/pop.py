"""Pop songs (POP909): the sung melody in; bass, three piano voices and strings out."""

from pathlib import Path

import numpy as np
import symusic
from numpy.typing import NDArray

from generation.codecs.monophonic import Cell, Line, encode_latest, encode_skyline
from generation.datasets.groove import read_grooves
from generation.datasets.pop909 import STEPS, annotated_scores, cells_on_beats
from generation.techniques.gan.corpus import Corpus, make_corpus
from generation.techniques.gan.pieces import Piece

BASS_TOP = 52  # E3: left-hand notes above it are harmony, not bass
BASS_BOTTOM = 28  # E1, the lowest string of a bass guitar
STRINGS_RANGE = (48, 84)
PIANO_RANGE = (45, 79)  # between the bass and the singer, where a player's hands would comp
LONGEST_PEDAL = 16  # steps; the source's pedal would otherwise hold a chord over the next one


def fold_octaves(cells: list[Cell], lowest: int, highest: int) -> list[Cell]:
    """Cells moved by octaves into the range of an instrument."""
    moved = []
    for start, stop, pitch in cells:
        while pitch < lowest:
            pitch += 12
        while pitch > highest:
            pitch -= 12
        moved.append(Cell(start, stop, pitch))
    return moved


def split_bass(cells: list[Cell], top: int = BASS_TOP) -> tuple[list[Cell], list[Cell]]:
    """Splits a piano part: the lowest low note at each onset, unless a lower one still sounds, and
    all others."""
    bass: list[Cell] = []
    rest: list[Cell] = []
    for cell in sorted(cells):
        holding = (
            bass
            and bass[-1].pitch < cell.pitch
            and bass[-1].stop > cell.start
            and bass[-1].start > cell.start - 16
        )
        if cell.pitch > top or holding or (bass and bass[-1].start == cell.start):
            rest.append(cell)
        else:
            bass.append(cell)
    return bass, rest


def thin_chord(chord: list[Cell]) -> list[Cell]:
    """At most three notes that begin together: the outer two and the one nearest to the middle, low
    to high."""
    if len(chord) <= 3:
        return chord
    middle = (chord[0].pitch + chord[-1].pitch) / 2
    return [chord[0], min(chord[1:-1], key=lambda cell: abs(cell.pitch - middle)), chord[-1]]


def split_voices(cells: list[Cell], steps: int) -> list[Line]:
    """A piano part as three lines, low to high: a chord fills all, a single note takes the voice
    nearest in pitch."""
    voices: list[list[Cell]] = [[], [], []]
    last = [52, 60, 67]
    by_start: dict[int, dict[int, Cell]] = {}
    for cell in sorted(cells):
        by_start.setdefault(cell.start, {})[cell.pitch] = cell
    for _, together in sorted(by_start.items()):
        chord = thin_chord([together[pitch] for pitch in sorted(together)])
        for voice, cell in zip(match_voices([c.pitch for c in chord], last), chord, strict=True):
            voices[voice].append(cell)
            last[voice] = cell.pitch
    return [encode_latest(voice, steps) for voice in voices]


def match_voices(pitches: list[int], last: list[int]) -> tuple[int, ...]:
    """Which of three voices, in rising order, take one to three rising pitches with the least
    movement."""
    choices = {1: [(0,), (1,), (2,)], 2: [(0, 1), (0, 2), (1, 2)], 3: [(0, 1, 2)]}[len(pitches)]
    return min(
        choices,
        key=lambda choice: sum(abs(last[v] - p) for v, p in zip(choice, pitches, strict=True)),
    )


def locate_bars(
    downbeats: NDArray[np.bool_],
) -> tuple[NDArray[np.int16], NDArray[np.int16], NDArray[np.int32]]:
    """(position in the bar, length of the bar, steps of the bar lines) on the grid; -1 before the
    first line."""
    steps = len(downbeats) * STEPS
    lines = np.flatnonzero(downbeats) * STEPS
    position, length = np.full(steps, -1, np.int16), np.full(steps, -1, np.int16)
    for line, stop in zip(lines, [*lines[1:], steps], strict=True):
        position[line:stop] = np.arange(stop - line)
        length[line:stop] = min(stop - line, 16) if stop == steps else stop - line
    return position, length, lines.astype(np.int32)


def song(
    name: str, score: symusic.Score, beats: NDArray[np.float64], downbeats: NDArray[np.bool_]
) -> Piece:
    """A piece from a score in seconds with its annotated beats."""
    steps = len(beats) * STEPS
    tracks = {track.name: cells_on_beats(track, beats) for track in score.tracks}
    bass, harmony = split_bass(tracks["PIANO"])
    harmony = [
        Cell(a, min(b, a + LONGEST_PEDAL), p) for a, b, p in fold_octaves(harmony, *PIANO_RANGE)
    ]
    voices = [
        encode_latest(fold_octaves(bass, BASS_BOTTOM, BASS_TOP), steps),
        *split_voices(harmony, steps),
        encode_skyline(fold_octaves(tracks["BRIDGE"], *STRINGS_RANGE), steps),
    ]
    return Piece(
        name, encode_skyline(tracks["MELODY"], steps), tuple(voices), *locate_bars(downbeats)
    )


def songs(folder: Path, split: str) -> list[Piece]:
    """The songs of one split of POP909, melody and accompaniment on the annotated beats."""
    return [song(f"pop909/{number}", *each) for number, *each in annotated_scores(folder, split)]


def corpus(folder: Path, split: str) -> Corpus:
    """The songs of one split, and the grooves of the same split for their drums."""
    found = songs(folder, split)
    return make_corpus(found, [1.0] * len(found), read_grooves(folder, split), rests=0.1)
