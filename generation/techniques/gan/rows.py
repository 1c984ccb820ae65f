"""Who plays beside the GAN in its tables: real bands, rules, real bands that do not listen, copies,
chance."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from generation.arranger.styles import arrange
from generation.catalogue import Card
from generation.codecs.instrumentation import Part
from generation.engine import Request, generate
from generation.evaluation.bands.comparison import REAL, Maker, Training
from generation.evaluation.bands.retrieval import Melodies
from generation.evaluation.bands.swaps import borrow, group_songs, mix_band, swap_band
from generation.evaluation.tables import Say
from generation.music.song import Song
from generation.techniques.gan.subjects import SUBJECTS, Subject, make_random_song

SHUFFLED, MIXED, COPY = "shuffled", "mixed", "copy"
DEAF = (SHUFFLED, MIXED)
LARGEST, SMALLEST, GROUPS = 5, 3, 4  # songs of a group that borrow from one another; how many
ROLES = {
    "pop": {"bass": "bass", "comping": "comping", "pad": "pad", "drums": "drums"},
    "bach": {"alto": "voice", "tenor": "voice", "bass": "voice"},
}


def read_parts(card: Card) -> list[Part]:
    return [Part.from_json(track) for track in card.tracks]


def generate_song(
    card: Card, song: Song, seed: int, parameters: dict[str, Any] | None = None
) -> Song:
    return generate(Request(card.technique, song, card.name, seed, parameters or {})).song


def make_rows(
    card: Card, subjects: Sequence[Subject], learnt: Sequence[Song], say: Say
) -> dict[str, Maker]:
    """Everybody's songs for the same melodies; each melody has a seed of its own."""
    real = [subject.real for subject in subjects if subject.real]
    parts, groups = read_parts(card), group_songs(len(real), choose_size(len(real)))
    songs: dict[str, list[Song]] = {REAL: real, card.name: []}
    for seed, subject in enumerate(subjects):
        songs[card.name].append(generate_song(card, subject.melody, seed))
        say(f"{card.name}: {seed + 1} of {len(subjects)} melodies")
    songs["arranger"] = [arrange(card.genre, each.melody, 0, parts) for each in subjects]
    songs[SHUFFLED] = [swap_band(real, groups, number) for number in range(len(real))]
    songs[MIXED] = [mix_band(real, groups, number) for number in range(len(real))]
    songs |= {COPY: copy_bands(real, learnt)} if learnt else {}
    songs["random"] = [make_random_song(song, parts, seed) for seed, song in enumerate(real)]
    sharing = np.array([subject.groove for subject in subjects])
    return {name: Maker(each, ROLES[card.genre], groups, sharing) for name, each in songs.items()}


def choose_size(songs: int) -> int:
    """Five, so that a band can be mixed of four other songs; fewer where there would be too few
    groups for folds."""
    return max(SMALLEST, min(LARGEST, songs // GROUPS))


def copy_bands(real: Sequence[Song], learnt: Sequence[Song]) -> list[Song]:
    """Each melody with the band of the song of the training part whose melody is most like it."""
    known = Melodies.of(learnt)
    found = []
    for song in real:
        other = borrow(song, learnt[known.find_nearest(song)])
        found.append(song.with_tracks([song.tracks[0], *other.tracks[1:]]))
    return found


def load_learnt(card: Card, folder: Path, say: Say) -> list[Song]:
    """The songs of the training part, for the copies and the guards against them."""
    loaded = SUBJECTS[card.genre](folder, read_parts(card), "train")
    say(f"Training part read: {len(loaded)} songs")
    return [subject.real for subject in loaded if subject.real]


def know(learnt: Sequence[Song]) -> Training | None:
    return Training.of(learnt) if learnt else None
