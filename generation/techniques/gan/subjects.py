"""Melodies that no model has seen, with their real accompaniment where there is one."""

from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np

from generation.codecs.grid import build_grid
from generation.codecs.instrumentation import Part, build_drum_track
from generation.codecs.monophonic import DRUMS, LOWEST, PITCHES
from generation.datasets import groove as grooves
from generation.datasets.archive import Row
from generation.datasets.openewld import lead_sheets
from generation.music.melody import melody_track
from generation.music.midi import read_midi
from generation.music.song import Note, Song, Track
from generation.techniques.gan import bach, pop
from generation.techniques.gan.songs import decode_song, find_melody_start

STEPS = 256  # sixteen bars
COUNT = 25
ODD_METERS = ("3/4", "6/8", "2/4")


class Subject(NamedTuple):
    """One melody; `real` holds it as track 0 and then its own accompaniment, or is None."""

    name: str
    melody: Song
    real: Song | None


def make_subject(name: str, real: Song) -> Subject:
    return Subject(name, replace(real, tracks=real.tracks[:1]), real)


def load_bach_subjects(folder: Path, parts: list[Part]) -> list[Subject]:
    """The first 25 chorales of the published test split, sixteen bars of each."""
    pieces = bach.load_chorales(folder, "test")[:COUNT]
    return [
        make_subject(p.name, decode_song(p, parts, 0, min(p.steps, STEPS), qpm=80)) for p in pieces
    ]


def load_pop_subjects(folder: Path, parts: list[Part]) -> list[Subject]:
    """25 songs of the test split from where the singer comes in; drums from grooves of the test
    split."""
    beats = grooves.read_grooves(folder, "test")
    found = []
    for number, piece in enumerate(pop.songs(folder, "test")[:COUNT]):
        start = find_melody_start(piece)
        song = decode_song(piece, parts, start, min(piece.steps, start + STEPS), qpm=90)
        found.append(make_subject(piece.name, add_groove(song, parts, beats[number % len(beats)])))
    return found


def add_groove(song: Song, parts: list[Part], groove: np.ndarray) -> Song:
    grid = build_grid(song, song.tracks[0].notes[0].onset, song.tracks[0].end)
    strokes = groove[np.arange(grid.steps) % len(groove)].T  # (D, T)
    drums = [
        build_drum_track(part, strokes, grid, song.tracks[0].notes) for part in parts if part.drums
    ]
    return song.with_tracks([*song.tracks, *drums])


def load_odd_meter_tunes(folder: Path) -> list[Subject]:
    """At most ten tunes of OpenEWLD in 3/4, 6/8 or 2/4, not of the train split: melodies only, as
    in the file."""

    def choose(rows: list[Row]) -> list[Row]:
        return [r for r in rows if r["split"] != "train" and r["timesig"] in ODD_METERS][:10]

    songs = [(name, read_midi(file)) for name, file in lead_sheets(folder, choose)]
    return [
        Subject(name, replace(song, tracks=(song.tracks[melody_track(song)],)), None)
        for name, song in songs
    ]


def make_random_song(real: Song, parts: list[Part], seed: int) -> Song:
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


SUBJECTS = {"bach": load_bach_subjects, "pop": load_pop_subjects}
