"""Melodies that no model has seen, with their real accompaniment where there is one."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np

from generation.codecs.grid import build_grid
from generation.codecs.instrumentation import Part, build_drum_track
from generation.codecs.monophonic import DRUMS, LOWEST, PITCHES
from generation.datasets import groove as grooves
from generation.datasets.archive import Row
from generation.datasets.labelled_chords import Stretch
from generation.datasets.openewld import lead_sheets
from generation.music.melody import melody_track
from generation.music.midi import read_midi
from generation.music.song import Note, Song, Track
from generation.techniques.gan import bach, pop
from generation.techniques.gan.pieces import Piece
from generation.techniques.gan.songs import decode_song, has_melody

STEPS = 768  # forty-eight bars
BAR, PHRASE, WINDOW = 16, 64, 128  # steps
ODD_METERS = ("3/4", "6/8", "2/4")


class Subject(NamedTuple):
    """One melody; `real` holds it as track 0 and then its own accompaniment, or is None."""

    name: str
    melody: Song
    real: Song | None
    piece: int  # the number of the piece that it was cut from
    sharing: int  # the number of what it shares with others: its piece, or its drums
    chords: tuple[Stretch, ...] = ()  # that people wrote for the melody, in steps


def make_subject(name: str, real: Song, piece: int, sharing: int) -> Subject:
    return Subject(name, replace(real, tracks=real.tracks[:1]), real, piece, sharing)


def load_bach_subjects(folder: Path, parts: Sequence[Part], split: str) -> list[Subject]:
    """The chorales of the published split."""
    pieces = bach.load_chorales(folder, split)
    songs = [decode_song(each, parts, 0, min(each.steps, STEPS), qpm=80) for each in pieces]
    return [make_subject(song.title, song, number, number) for number, song in enumerate(songs)]


def load_pop_subjects(folder: Path, parts: Sequence[Part], split: str) -> list[Subject]:
    """The songs of the split, up to forty-eight bars in 4/4 from where the singer comes in; drums
    from grooves of the same split.

    Songs take grooves in their order, so that songs that share one stand together.
    """
    beats, pieces = grooves.read_grooves(folder, split), pop.songs(folder, split)
    found = []
    for number, piece in enumerate(pieces):
        start, stop = find_plain_bars(piece)
        if stop - start >= WINDOW:
            song = decode_song(piece, parts, start, stop, qpm=90)
            groove = number * len(beats) // len(pieces)
            band = add_groove(song, parts, beats[groove])
            found.append(make_subject(piece.name, band, number, groove))
    return found


def find_plain_bars(piece: Piece) -> tuple[int, int]:
    """(start, stop) of the longest run of bars of sixteen steps that the melody begins, cut to
    `STEPS`."""
    lines = [int(line) for line in piece.starts if piece.bar_length[line] == BAR]
    runs = [(line, count_plain_steps(piece, line)) for line in lines if has_melody(piece, line)]
    start, steps = max(runs, key=lambda run: run[1], default=(0, 0))
    return start, start + steps


def count_plain_steps(piece: Piece, start: int) -> int:
    """Steps from a bar line on, in whole bars of sixteen, up to a bar that is none."""
    lengths = piece.bar_length[start : start + STEPS : BAR]
    odd = np.flatnonzero(lengths != BAR)
    bars = int(odd[0]) if len(odd) else len(lengths)
    return min(bars * BAR, (piece.steps - start) // BAR * BAR)


def add_groove(song: Song, parts: Sequence[Part], groove: np.ndarray) -> Song:
    """A song with drums: a groove again and again, in whole phrases of four bars."""
    grid = build_grid(song, song.tracks[0].notes[0].onset, song.tracks[0].end)
    strokes = groove[np.arange(grid.steps) % (len(groove) // PHRASE * PHRASE)].T  # (D, T)
    drums = [
        build_drum_track(part, strokes, grid, song.tracks[0].notes) for part in parts if part.drums
    ]
    return song.with_tracks([*song.tracks, *drums])


def load_odd_meter_tunes(folder: Path, split: str) -> list[Subject]:
    """At most ten tunes of OpenEWLD in 3/4, 6/8 or 2/4: melodies only, as in the file."""

    def choose(rows: list[Row]) -> list[Row]:
        return [r for r in rows if r["split"] == split and r["timesig"] in ODD_METERS][:10]

    songs = [(name, read_midi(file)) for name, file in lead_sheets(folder, choose)]
    return [
        Subject(name, replace(song, tracks=(song.tracks[melody_track(song)],)), None, at, at)
        for at, (name, song) in enumerate(songs)
    ]


def make_random_song(real: Song, parts: Sequence[Part], seed: int) -> Song:
    """As many notes on each track as the real one has, anywhere in the bars and in the instrument's
    range."""
    random = np.random.default_rng(seed)
    tracks = [
        replace(track, notes=randomize_track(track, part, real.tracks[0].end, random))
        for track, part in zip(real.tracks[1:], parts, strict=True)
    ]
    return real.with_tracks([real.tracks[0], *tracks])


def randomize_track(
    track: Track, part: Part, end: int, random: np.random.Generator
) -> tuple[Note, ...]:
    low, high = max(part.lowest, LOWEST), min(part.highest, LOWEST + PITCHES - 1)
    drums = sorted({note.pitch for note in track.notes}) or [36] * DRUMS
    return tuple(
        Note(
            int(random.integers(end // 240)) * 240,
            int(random.choice(drums)) if track.drums else int(random.integers(low, high + 1)),
            note.length,
            note.velocity,
        )
        for note in track.notes
    )
