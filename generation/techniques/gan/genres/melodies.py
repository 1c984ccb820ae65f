"""Ten unseen melodies for each genre, chosen by rule: waltzes, jigs, minor keys, pick-ups, swing,
sparse and fast ones among them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import numpy as np

from generation.datasets.archive import read_songs
from generation.datasets.openscore import LIEDER
from generation.music.melody import melody_track
from generation.music.song import TICKS_PER_QUARTER, Song
from generation.music.theory import estimate_song_key
from generation.techniques.gan.genres.instruments import read_parts
from generation.techniques.gan.genres.subjects import SUBJECTS
from generation.techniques.gan.genres.upbeats import find_upbeat
from generation.techniques.gan.subjects import Subject

COUNT = 10
BARS = 32
LEAST = 8  # bars
SPARSE, FAST = 2.0, 9.0  # notes a bar
NEAR = 0.06  # of a beat
SWUNG = (0.55, 0.75)  # where players put the second of two swung eighths
OTHERS = ("openewld", LIEDER, "wjazzd_solos")  # tunes for what a genre's own do not show


class Chosen(NamedTuple):
    """A melody, and what it was chosen for; nothing where it only fills up the ten."""

    trait: str
    subject: Subject


def is_waltz(song: Song) -> bool:
    return song.meters[0][1:] == (3, 4)


def is_jig(song: Song) -> bool:
    return song.meters[0][1:] == (6, 8)


def is_minor(song: Song) -> bool:
    key = estimate_song_key(song)
    return key is not None and key.mode == "minor"


def has_pickup(song: Song) -> bool:
    """Whether it begins in the second half of its bar."""
    return 2 * song.tracks[0].notes[0].onset >= song.meters[0].bar_ticks


def is_swung(song: Song) -> bool:
    """Whether of the notes between the beats most come late."""
    place = np.array([note.onset for note in song.tracks[0].notes]) / TICKS_PER_QUARTER % 1
    between = place[(place > NEAR) & (place < 1 - NEAR)]
    swung = (between > SWUNG[0]) & (between < SWUNG[1])
    return len(between) >= LEAST and bool(np.mean(swung) > 1 / 2)


def count_notes(song: Song) -> float:
    """A bar."""
    return len(song.tracks[0].notes) * song.meters[0].bar_ticks / song.tracks[0].end


TRAITS: Mapping[str, Callable[[Song], bool]] = {
    "3/4": is_waltz,
    "6/8": is_jig,
    "minor": is_minor,
    "pick-up": has_pickup,
    "swing": is_swung,
    "sparse": lambda song: count_notes(song) <= SPARSE,
    "fast": lambda song: count_notes(song) >= FAST,
}


def choose_melodies(genre: str, folder: Path, split: str) -> list[Chosen]:
    """The genre's own first; for a trait that none of them has the first of the other corpora."""
    own = SUBJECTS[genre](folder, read_parts(genre), split)
    return choose(own, chain.from_iterable(read_tunes(folder, split, each) for each in OTHERS))


def choose(own: Sequence[Subject], others: Iterable[Subject]) -> list[Chosen]:
    found: list[Chosen] = []
    missing = dict(TRAITS)
    for subject in chain(own, others):
        trait = next((name for name, holds in missing.items() if holds(subject.melody)), None)
        if trait:
            missing.pop(trait)
            found.append(Chosen(trait, subject))
        if not missing:
            break
    taken = {each.subject.name for each in found}
    left = [subject for subject in own if subject.name not in taken]
    wanted = COUNT - len(found)
    spread = np.linspace(0, len(left) - 1, min(wanted, len(left))).round().astype(int)
    return [*found, *(Chosen("", left[number]) for number in spread)]


def read_tunes(folder: Path, split: str, corpus: str) -> Iterator[Subject]:
    """Melodies of files in one meter, from the bar of the first note on."""
    for name, song in read_songs(folder / f"{corpus}.zip", split):
        tune = cut_tune(song)
        if tune:
            yield Subject(f"{corpus}/{name}", tune, None)


def cut_tune(song: Song) -> Song | None:
    """Its first bars; None where they are not told, or too few."""
    meter, track = song.meters[0], song.tracks[melody_track(song)]
    every = [note for each in song.tracks for note in each.notes]
    times = np.array([(note.onset, note.end, note.pitch) for note in every], float)
    if len(song.meters) > 1 or find_upbeat(times, meter):
        return None
    first = track.notes[0].onset // meter.bar_ticks * meter.bar_ticks
    kept = [note for note in track.notes if note.onset < first + BARS * meter.bar_ticks]
    moved = tuple(note._replace(onset=note.onset - first) for note in kept)
    if moved[-1].end < LEAST * meter.bar_ticks:
        return None
    tempi = tuple(tempo._replace(tick=max(0, tempo.tick - first)) for tempo in song.tempi)
    started = [tempo for tempo in tempi if tempo.tick == 0][-1:]
    later = [tempo for tempo in tempi if tempo.tick > 0]
    return replace(song, tracks=(replace(track, notes=moved),), tempi=(*started, *later))
