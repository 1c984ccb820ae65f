"""A melody and its band, cut into windows of eight bars that one classifier may look at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from generation.music.metrics.view import START, View
from generation.music.song import Song

BARS = 8
FEWEST = 4  # bars of a window in which the melody begins a note


@dataclass(frozen=True)
class Band:
    """Eight bars: the melody, each part by its name, and all parts together."""

    melody: View
    parts: Mapping[str, View]
    whole: View
    first: int = 0  # bar of the song


def cut_windows(song: Song, names: Sequence[str]) -> list[Band]:
    """Windows from the first bar on, one after the other, in which the melody (track 0) plays;
    `names` are those of the tracks after it."""
    melody, whole = View.of(song, tracks=[0]), View.of(song, tracks=range(1, len(song.tracks)))
    parts = {name: View.of(song, tracks=[n]) for n, name in enumerate(names, 1)}
    found = []
    for first in range(0, melody.bar_count - BARS + 1, BARS):
        tune = melody.window(first, BARS)
        if count_begun_bars(tune) >= FEWEST:
            cut = {name: part.window(first, BARS) for name, part in parts.items()}
            found.append(Band(tune, cut, whole.window(first, BARS), first))
    return found


def is_playing(view: View) -> bool:
    """Whether a part begins anything, a note or a stroke."""
    return view.note_count > 0


def count_begun_bars(view: View) -> int:
    """Bars in which a pitched note begins."""
    return len(np.unique(np.searchsorted(view.bars, view.notes[:, START], "right")))
