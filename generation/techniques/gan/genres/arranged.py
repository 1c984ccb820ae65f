"""Tunes without a real band, played by the arranger, over their own chords where they tell some:
what is learnt from them is a rule, and cards say so."""

from collections.abc import Sequence
from itertools import product
from typing import NamedTuple
from zlib import crc32

import numpy as np

from generation.arranger.styles import STYLES, write_sheet
from generation.codecs.grid import FULL_BAR, Grid, build_grid, encode_track
from generation.codecs.monophonic import Line
from generation.datasets.chord_words import read_kind
from generation.datasets.labelled_chords import Stretch, label_spans
from generation.datasets.openewld import ChordSheet
from generation.harmony.finding import Wish, lay_spans
from generation.harmony.symbols import Symbol
from generation.music.melody import melody_track
from generation.music.midi import read_midi
from generation.music.song import TICKS_PER_QUARTER
from generation.techniques.gan.genres.roles import GENRES, BandPiece, fill_roles, mark_present

SEEDS = 3  # arrangements of a tune
PLAYED = ("bass", "comp low", "comp middle", "comp high", "counter")  # the arranger's voices


class Tune(NamedTuple):
    """A melody on its grid, and its chords by the number of the half bar."""

    name: str
    line: Line
    grid: Grid
    given: dict[int, Symbol]


def read_tune(sheet: ChordSheet, style: str) -> Tune:
    """A lead sheet with its chords."""
    song = read_midi(sheet.file)
    notes = song.tracks[melody_track(song)].notes
    grid = build_grid(song, notes[0].onset, max(note.end for note in notes))
    line = encode_track(notes, grid)
    spans = lay_spans(line, grid, STYLES[style].genre)
    symbols = label_spans(spans, lay_chords(sheet, grid))
    given = {number: symbol for number, symbol in enumerate(symbols) if symbol}
    return Tune(f"openewld/{sheet.name}", line, grid, given)


def lay_chords(sheet: ChordSheet, grid: Grid) -> list[Stretch]:
    starts = [grid.step_at(round(each["beat"] * TICKS_PER_QUARTER)) for each in sheet.chords]
    symbols = [read_kind(each["root"], each["kind"], each["bass"]) for each in sheet.chords]
    return [Stretch(*row) for row in zip(starts, [*starts[1:], grid.steps], symbols, strict=True)]


def arrange_tunes(tunes: Sequence[Tune], style: str, *, drums: bool) -> list[BandPiece]:
    """Every tune in several arrangements. `drums`: grooves may join where bars have four beats, and
    elsewhere the arranger drums."""
    return [
        arrange_tune(tune, style, seed, drums=drums) for tune, seed in product(tunes, range(SEEDS))
    ]


def arrange_tune(tune: Tune, style: str, seed: int, *, drums: bool) -> BandPiece:
    luck = crc32(f"{tune.name} {seed}".encode())
    sheet = write_sheet(style, tune.line, tune.grid, Wish(given=tune.given, seed=luck))
    playing = STYLES[style].play(sheet)
    voices = fill_roles(dict(zip(PLAYED, playing.lines, strict=True)), tune.grid.steps)
    plain = bool(np.all(tune.grid.length == FULL_BAR))
    return BandPiece(
        tune.name,
        tune.line,
        voices,
        tune.grid.position,
        tune.grid.length,
        np.flatnonzero(tune.grid.position == 0).astype(np.int32),
        GENRES.index(style),
        mark_present(voices, drums=drums),
        playing.strokes if drums and not plain else None,
        1 / SEEDS,
    )
