"""Pop songs (POP909): the singer; bass and piano out of its piano part, pad and counter-melody out
of its bridge."""

from pathlib import Path

import numpy as np
import symusic
from numpy.typing import NDArray

from generation.codecs.monophonic import Cell, encode_latest, encode_skyline
from generation.datasets.pop909 import STEPS, annotated_scores, cells_on_beats
from generation.techniques.gan.genres.roles import GENRES, BandPiece, fill_roles, mark_present
from generation.techniques.gan.pop import (
    BASS_BOTTOM,
    BASS_TOP,
    LONGEST_PEDAL,
    PIANO_RANGE,
    STRINGS_RANGE,
    fold_octaves,
    locate_bars,
    split_bass,
    split_voices,
)

GENRE = GENRES.index("pop")
PHRASE = 64  # steps
HELD = 6  # steps that half of a phrase's notes last at least, where it is a pad


def read_bands(folder: Path, split: str) -> list[BandPiece]:
    return [make_band(f"pop909/{name}", *each) for name, *each in annotated_scores(folder, split)]


def make_band(
    name: str, score: symusic.Score, beats: NDArray[np.float64], downbeats: NDArray[np.bool_]
) -> BandPiece:
    """A piece from a score in seconds with its annotated beats; its drums come from grooves."""
    steps = len(beats) * STEPS
    tracks = {track.name: cells_on_beats(track, beats) for track in score.tracks}
    bass, harmony = split_bass(tracks["PIANO"])
    harmony = [
        Cell(a, min(b, a + LONGEST_PEDAL), p) for a, b, p in fold_octaves(harmony, *PIANO_RANGE)
    ]
    pad, counter = split_held(fold_octaves(tracks["BRIDGE"], *STRINGS_RANGE))
    low, middle, high = split_voices(harmony, steps)
    lines = {
        "bass": encode_latest(fold_octaves(bass, BASS_BOTTOM, BASS_TOP), steps),
        "comp low": low,
        "comp middle": middle,
        "comp high": high,
        "pad": encode_skyline(pad, steps),
        "counter": encode_skyline(counter, steps),
    }
    voices = fill_roles(lines, steps)
    melody = encode_skyline(tracks["MELODY"], steps)
    position, length, starts = locate_bars(downbeats)
    present = mark_present(voices, drums=bool(np.mean(length == 16) > 0.9))
    return BandPiece(name, melody, voices, position, length, starts, GENRE, present)


def split_held(cells: list[Cell]) -> tuple[list[Cell], list[Cell]]:
    """A second voice as (pad, counter-melody): phrases whose notes are held, and phrases that
    move."""
    phrases: dict[int, list[Cell]] = {}
    for cell in sorted(cells):
        phrases.setdefault(cell.start // PHRASE, []).append(cell)
    pad: list[Cell] = []
    counter: list[Cell] = []
    for phrase in phrases.values():
        held = np.median([cell.stop - cell.start for cell in phrase]) >= HELD
        (pad if held else counter).extend(phrase)
    return pad, counter
