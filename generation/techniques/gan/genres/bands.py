"""A score of many players reduced to the roles of a band, phrase by phrase."""

from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from generation.codecs.monophonic import DRUMS, Cell, Line, encode_latest, encode_skyline
from generation.datasets.groove import NINE
from generation.techniques.gan.genres.casting import Cast, Taste, cast_phrase
from generation.techniques.gan.genres.ensemble import Ensemble, Player
from generation.techniques.gan.genres.passages import cut_passages, find_tops, list_phrases
from generation.techniques.gan.pop import fold_octaves, split_voices


class Ranges(NamedTuple):
    """Lowest and highest pitch of each role."""

    bass: tuple[int, int] = (28, 55)
    comping: tuple[int, int] = (40, 84)
    pad: tuple[int, int] = (48, 88)
    counter: tuple[int, int] = (48, 91)


def cast_piece(ensemble: Ensemble, taste: Taste) -> list[Cast]:
    casts: list[Cast] = []
    lead, tops = -1, find_tops(ensemble)
    for start, stop in list_phrases(ensemble, taste.bars):
        casts.append(cast_phrase(cut_passages(ensemble, tops, start, stop), taste, lead))
        lead = casts[-1].lead
    return casts


def reduce_band(casts: Sequence[Cast], ranges: Ranges, steps: int) -> tuple[Line, dict[str, Line]]:
    """(melody, lines by role)."""
    melody, bass, comping, pad, counter = (
        list(chain.from_iterable(cells)) for cells in list(zip(*casts, strict=True))[:5]
    )
    low, middle, high = split_voices(fold_octaves(comping, *ranges.comping), steps)
    lines = {
        "bass": encode_lowest(fold_octaves(bass, *ranges.bass), steps),
        "comp low": low,
        "comp middle": middle,
        "comp high": high,
        "pad": encode_highest(fold_octaves(pad, *ranges.pad), steps),
        "counter": encode_highest(fold_octaves(counter, *ranges.counter), steps),
    }
    return encode_skyline(melody, steps), lines


def encode_lowest(cells: Sequence[Cell], steps: int) -> Line:
    """The lowest of the notes that begin together, each until the next."""
    by_start = {cell.start: cell for cell in sorted(cells, key=lambda cell: -cell.pitch)}
    return encode_latest(by_start.values(), steps)


def encode_highest(cells: Sequence[Cell], steps: int) -> Line:
    """The highest of the notes that begin together, each until the next."""
    by_start = {cell.start: cell for cell in sorted(cells, key=lambda cell: cell.pitch)}
    return encode_latest(by_start.values(), steps)


def lay_strokes(players: Sequence[Player], steps: int) -> NDArray[np.bool_] | None:
    """(9, T) what the drummers strike; None without any."""
    cells = chain.from_iterable(player.cells for player in players if player.drums)
    struck = [(NINE[cell.pitch], cell.start) for cell in cells if cell.pitch in NINE]
    strokes = np.zeros((DRUMS, steps), bool)
    for stroke in struck:
        strokes[stroke] = True
    return strokes if struck else None
