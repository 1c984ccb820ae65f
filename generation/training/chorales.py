"""Four-part chorales as frames: the published JSB split, and the fake chorales for augmentation."""

import json
import zipfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from generation.codecs.voices import States, states_of
from generation.training.pieces import scores_of

Frames = NDArray[np.int16]  # (T, 4) soprano, alto, tenor, bass on 16th steps: MIDI pitches, -1 for silence


@dataclass(frozen=True)
class Chorales:
    """Pieces as states (4, T), and how often each is drawn."""

    pieces: tuple[States, ...]
    weights: NDArray[np.float64]


def chorales_of(folder: Path, split: str) -> Chorales:
    """One part of the published split. No fake chorales: many of those repeat held-out ones (see DECISIONS.md)."""
    pieces = tuple(states_of(frames) for frames in jsb_frames(folder, split))
    weights = np.array([piece.shape[1] for piece in pieces], float)
    return Chorales(pieces, weights / weights.sum())


def jsb_frames(folder: Path, split: str) -> list[Frames]:
    """The Boulanger-Lewandowski split of the JSB chorales; `split` is train, valid or test."""
    with zipfile.ZipFile(folder / "jsb_chorales.zip") as archive:
        pieces = json.loads(archive.read("Jsb16thSeparated.json"))[split]
    return [np.array(frames, np.int16) for frames in pieces]


def fake_frames(folder: Path, split: str) -> dict[str, Frames]:
    """JS Fake Chorales (O. Peracha, CC-BY-4.0) by their id: chorales by an algorithm, augmentation only."""
    pieces = {}
    for row, score in scores_of(folder / "js_fakes.zip", split):
        step = score.ticks_per_quarter // 4
        frames = np.full((-(-score.end() // step), 4), -1, np.int16)
        for voice, track in enumerate(score.tracks[:4]):
            for note in track.notes:
                frames[round(note.start / step) : round(note.end / step), voice] = note.pitch
        pieces[row["id"]] = frames
    return pieces
