"""Real bands of each genre that no model has seen, for the tables: stretches of pieces in steady
bars."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from itertools import starmap
from pathlib import Path
from typing import NamedTuple

import numpy as np

from generation.codecs.grid import FULL_BAR, STEP_TICKS
from generation.codecs.instrumentation import Part, build_drum_track
from generation.codecs.meter import STEPS_PER_BEAT
from generation.datasets.chord_words import read_kind
from generation.datasets.labelled_chords import Stretch
from generation.datasets.openewld import ChordSheet, chord_sheets
from generation.music.melody import melody_track
from generation.music.midi import read_midi
from generation.music.song import Song
from generation.techniques.gan.genres.corpus import lay_drums
from generation.techniques.gan.genres.registry import READERS, load_grooves
from generation.techniques.gan.genres.roles import GENRES, BandPiece
from generation.techniques.gan.songs import decode_song, has_melody, make_grid
from generation.techniques.gan.subjects import Subject, add_groove, make_subject

WINDOW = 128  # steps of a stretch at least


class Cut(NamedTuple):
    """How much of each piece is taken: stretches of so many steps at most, so many a piece, and how
    fast they are played."""

    steps: int
    stretches: int
    qpm: float

    def describe(self) -> str:
        bars = self.steps // FULL_BAR
        often = f", up to {self.stretches} stretches of a piece" if self.stretches > 1 else ""
        return f"up to {bars} bars each{often}, the parts that the real band has"


# Where there are few pieces, more of each is heard.
CUTS = {
    "pop": Cut(768, 1, 90),
    "rock": Cut(384, 4, 130),
    "symphony": Cut(384, 4, 110),
    "folk": Cut(384, 1, 90),
    "bach": Cut(768, 1, 80),
}
WHOLE = Cut(768, 1000, 100)  # pieces that may have been copied from


def load_subjects(genre: str, folder: Path, parts: Sequence[Part], split: str) -> list[Subject]:
    """Stretches of one split, melody first; drums of the genre's grooves join where a piece has
    none of its own."""
    pieces, cut = READERS[genre](folder, split), CUTS[genre]
    grooves = [each.strokes for each in load_grooves(folder, split) if GENRES[each.genre] == genre]
    found = []
    for number, piece in enumerate(pieces):
        place = number * len(grooves) // len(pieces)
        joined = bool(piece.present[-1]) and piece.drums is None and bool(grooves)
        sharing = place if joined else len(grooves) + number
        for stretch in find_stretches(piece, cut):
            song = decode_band(piece, parts, stretch, cut.qpm)
            song = add_groove(song, parts, grooves[place]) if joined else song
            found.append(make_subject(f"{piece.name} {stretch[0]}", song, number, sharing))
    return found


def find_stretches(piece: BandPiece, cut: Cut) -> list[tuple[int, int]]:
    """(first step, stop) of stretches in bars of one length, from where the melody is heard; where
    bars are unknown from the beginning."""
    if (piece.bar_position < 0).all():
        return [(0, min(piece.steps, cut.steps))]
    found: list[tuple[int, int]] = []
    for line in piece.starts.tolist():
        free = not found or line >= found[-1][1]
        if free and has_melody(piece, line):
            stop = line + count_steady_steps(piece, line, cut.steps)
            found += [(line, stop)] if stop - line >= WINDOW else []
    return found[: cut.stretches]


def count_steady_steps(piece: BandPiece, start: int, most: int) -> int:
    """Steps from a bar line on in whole bars of its length, while they are steady; 0 where beats
    are broken."""
    bar = int(piece.bar_length[start])
    if bar % STEPS_PER_BEAT:
        return 0
    stop = min(start + most, piece.steps)
    lines = np.arange(start, stop - bar + 1, bar)
    plain = np.isin(lines, piece.starts) & (piece.bar_length[lines] == bar)
    odd = np.flatnonzero(~plain)
    return int(odd[0] if len(odd) else len(lines)) * bar


def decode_band(
    piece: BandPiece, parts: Sequence[Part], stretch: tuple[int, int], qpm: float
) -> Song:
    """A stretch of a piece as a song, with its own drums; where a groove is to join, without."""
    start, stop = stretch
    bar = int(piece.bar_length[start])
    bar = bar if bar > 0 else FULL_BAR
    song = decode_song(piece, parts, start, stop, qpm, bar)
    if piece.drums is None and piece.present[-1]:
        return song
    grid, tune = make_grid(stop - start, bar), song.tracks[0].notes
    strokes = lay_drums(piece)[:, start:stop].astype(bool)
    drums = [build_drum_track(part, strokes, grid, tune) for part in parts if part.drums]
    return song.with_tracks([*song.tracks, *drums])


def load_learnt(genre: str, folder: Path, parts: Sequence[Part]) -> list[Song]:
    """All of the training part, the arranger's bands too; where grooves join, silent drums."""
    found: list[Song] = []
    for piece in map(fill_drums, READERS[genre](folder, "train")):
        stretches = find_stretches(piece, WHOLE)
        found += [decode_band(piece, parts, each, WHOLE.qpm) for each in stretches]
    return found


def fill_drums(piece: BandPiece) -> BandPiece:
    return replace(piece, drums=lay_drums(piece).astype(bool))


def load_tunes(folder: Path, parts: Sequence[Part], split: str) -> list[Subject]:
    """Lead sheets with their chords, and with nobody's band."""
    return [read_sheet(each, at) for at, each in enumerate(chord_sheets(folder, split))]


def read_sheet(sheet: ChordSheet, number: int) -> Subject:
    song = read_midi(sheet.file)
    tune = song.with_tracks([song.tracks[melody_track(song)]])
    starts = [each["beat"] * STEPS_PER_BEAT for each in sheet.chords]
    symbols = [read_kind(each["root"], each["kind"], each["bass"]) for each in sheet.chords]
    stops = [*starts[1:], tune.end / STEP_TICKS]
    chords = tuple(starmap(Stretch, zip(starts, stops, symbols, strict=True)))
    return Subject(sheet.name, tune, None, number, number, chords)


Load = Callable[[Path, Sequence[Part], str], list[Subject]]
# Jazz has no real bands: what the arranger plays is no reference.
REAL = [genre for genre in READERS if genre != "jazz"]
SUBJECTS: dict[str, Load] = {
    **{genre: partial(load_subjects, genre) for genre in REAL},
    "jazz": load_tunes,
}
ABOUT = {
    **{genre: CUTS[genre].describe() for genre in REAL},
    "jazz": "all of the lead sheets, whole, for few of them are of jazz; there are no real bands "
    "to compare with, and nobody is told from them. Shuffled and mixed are the model's own",
}
