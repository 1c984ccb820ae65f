"""The tables of the GAN's cards: does it keep its promises, and how near is it to real music?

Every melody comes from a split that the models never saw. Rows: the model, the genre's real
accompaniment of the same melodies, the rule-based arranger, and random notes.
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

from generation.arranger.styles import arrange
from generation.catalogue import Card
from generation.codecs.instrumentation import Part
from generation.engine import Request, generate
from generation.evaluation.accompaniment import Figures, average_songs, measure_accompaniment
from generation.evaluation.tables import Asked, Result, Say
from generation.music.midi import read_midi, write_midi
from generation.music.song import Song
from generation.techniques.gan.subjects import (
    SUBJECTS,
    Subject,
    load_odd_meter_tunes,
    make_random_song,
)

PROTOCOL = (
    "25 melodies of the genre's test split, up to 16 bars each, and for the promises also the "
    "unseen OpenEWLD tunes "
    "in 3/4, 6/8 and 2/4 (at most ten); default parameters; promises with seeds 1 and 2, "
    "figures with one seed a melody, over the bars in which the melody sounds, by the formulas of "
    "the score reports"
)


class Promises(NamedTuple):
    """How many of the melodies met each promise."""

    melodies: int
    parses: int
    melody_kept: int
    all_tracks: int
    seeds_differ: int
    same_seed_same_notes: int


def read_parts(card: Card) -> list[Part]:
    return [Part(**{**track, "voices": tuple(track.get("voices", ()))}) for track in card.tracks]


def generate_song(
    card: Card, song: Song, seed: int, parameters: dict[str, Any] | None = None
) -> Song:
    return generate(Request(card.technique, song, card.name, seed, parameters or {})).song


def count_promises(card: Card, subjects: Iterable[Subject]) -> Promises:
    """Generates three times for each melody, and looks."""
    kept = [check_band_promises(card, subject.melody) for subject in subjects]
    return Promises(len(kept), *(sum(column) for column in zip(*kept, strict=True)))


def check_band_promises(card: Card, melody: Song) -> tuple[bool, ...]:
    one, other, again = (
        generate_song(card, melody, 1),
        generate_song(card, melody, 2),
        generate_song(card, melody, 1),
    )
    read = read_midi(write_midi(one))
    names = [track.name for track in one.tracks[len(melody.tracks) :] if track.notes]
    return (
        [track.notes for track in read.tracks] == [track.notes for track in one.tracks],
        one.tracks[: len(melody.tracks)] == melody.tracks,
        names == [track["name"] for track in card.tracks],
        one.digest != other.digest,
        one.digest == again.digest,
    )


def measure_makers(
    card: Card, subjects: list[Subject], parameters: dict[str, Any] | None = None
) -> dict[str, Figures]:
    """One row of mean figures for each maker of accompaniment."""
    parts = read_parts(card)
    makers: dict[str, Callable[[Subject, int], Song]] = {
        card.name: lambda subject, seed: generate_song(card, subject.melody, seed, parameters),
        "real music": lambda subject, seed: subject.real or subject.melody,
        "arranger (rules)": lambda subject, seed: arrange(card.genre, subject.melody, 0, parts),
        "random notes": lambda subject, seed: make_random_song(
            subject.real or subject.melody, parts, seed
        ),
    }
    table: dict[str, Figures] = {}
    for name, make in makers.items():
        # Each melody has its own seed: one seed is one texture, and would be a sample of one.
        songs = [make(subject, seed) for seed, subject in enumerate(subjects)]
        table[name] = average_songs(list(map(measure_song, songs)))
    return table


def measure_song(song: Song) -> Figures:
    return measure_accompaniment(song, 0, range(1, len(song.tracks)))


def evaluate(card: Card, folder: Path) -> dict[str, Any]:
    """The card's table: `{"table", "protocol", "promises", "rows"}`."""
    subjects = SUBJECTS[card.genre](folder, read_parts(card))
    promises = count_promises(card, [*subjects, *load_odd_meter_tunes(folder)])
    rows = [
        {"model": name, "split": "test", "figures": figures, "source": "computed"}
        for name, figures in measure_makers(card, subjects).items()
    ]
    return {"table": card.name, "protocol": PROTOCOL, "promises": promises._asdict(), "rows": rows}


def compute(card: Card, asked: Asked, say: Say) -> Result:
    return evaluate(card, asked.folder)
