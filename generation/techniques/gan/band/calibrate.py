"""How much each role of a genre has to gain to begin, rest, strike and move as often as in real
bands: the network plays melodies of the training part, and what it does is compared.

`python -m generation.techniques.gan.band.calibrate ../shared/data` writes the options `begins`,
`rests`, `strokes` and `moves` on the cards of the network that is installed. No melody of another
split is read.
"""

import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from generation.catalogue import Card, cards, write_card
from generation.music.song import Song
from generation.techniques.gan.band.config import NETWORK
from generation.techniques.gan.band.counting import (
    Habits,
    compare_shares,
    count_band,
    describe_pieces,
    sum_habits,
)
from generation.techniques.gan.band.inference import Band
from generation.techniques.gan.band.leanings import Levels
from generation.techniques.gan.band.moods import Model
from generation.techniques.gan.band.parameters import OFF
from generation.techniques.gan.band.sampler import draw_band, load
from generation.techniques.gan.genres.registry import READERS, load_grooves
from generation.techniques.gan.genres.roles import GENRES, ROLES, BandPiece
from generation.techniques.gan.genres.subjects import Cut, find_stretches
from generation.techniques.gan.moves import find_shares
from generation.techniques.gan.songs import decode_song

SONGS, ROUNDS = 32, 5
CUT = Cut(384, 1, 100)
DAMPING = 0.7  # of what a round finds, for what changes one figure changes others


class Lesson(NamedTuple):
    """A melody, and who plays to it in the real band."""

    melody: Song
    wishes: dict[str, Any]


def choose_lessons(card: Card, pieces: Sequence[BandPiece]) -> list[Lesson]:
    """Evenly among the pieces of a genre."""
    known = [piece for piece in pieces if find_stretches(piece, CUT)]
    return [make_lesson(card, piece) for piece in known[:: max(1, len(known) // SONGS)][:SONGS]]


def make_lesson(card: Card, piece: BandPiece) -> Lesson:
    start, stop = find_stretches(piece, CUT)[0]
    melody = decode_song(piece, (), start, stop, CUT.qpm, int(piece.bar_length[start]))
    playing = {name.split()[0] for name, there in zip(ROLES, piece.present, strict=True) if there}
    wishes = {each.name: OFF for each in card.parameters if each.choices and OFF in each.choices}
    return Lesson(melody, {name: off for name, off in wishes.items() if name not in playing})


def listen(model: Model, card: Card, lessons: Sequence[Lesson]) -> Habits:
    """What the network does, a seed a melody."""
    return sum_habits(play(model, card, *lesson, seed) for seed, lesson in enumerate(lessons))


def play(model: Model, card: Card, melody: Song, wishes: dict[str, Any], seed: int) -> Habits:
    ensemble, prepared, band = draw_band(
        model, card, melody, 0, card.complete_parameters(wishes), seed
    )
    inside = np.flatnonzero(prepared.inside)
    heard = Band(band.state[:, inside], band.rhythm[:, inside], band.drums[:, inside])
    return count_band(heard, prepared.grid.position[inside], ensemble.present)


def calibrate(card: Card, pieces: Sequence[BandPiece], real: Habits) -> dict[str, Any]:
    """The options, from nothing, in a few rounds."""
    model, lessons = load(card), choose_lessons(card, pieces)
    levels, moves = Levels.of({}, model.generator.config), np.zeros(real.moves.shape)
    for number in range(ROUNDS):
        told = write_options(levels, moves)
        made = listen(model, replace(card, options={**card.options, **told}), lessons)
        levels, moves = improve(levels, moves, real, made)
        report(card, number, real, made)
    return write_options(levels, moves)


def improve(
    levels: Levels, moves: np.ndarray, real: Habits, made: Habits
) -> tuple[Levels, np.ndarray]:
    begins = compare_shares(real.begins, real.places, made.begins, made.places)
    rests = compare_shares(real.rests, real.places.sum(1), made.rests, made.places.sum(1))
    strokes = compare_shares(real.strokes, real.drummed, made.strokes, made.drummed)
    steps = np.log(find_shares(real.moves)) - np.log(find_shares(made.moves))
    better = zip(levels, (begins, rests, strokes), strict=True)
    return Levels(*(each + DAMPING * gain for each, gain in better)), moves + DAMPING * steps


def write_options(levels: Levels, moves: np.ndarray) -> dict[str, Any]:
    told = {**levels._asdict(), "moves": moves}
    return {name: values.round(2).tolist() for name, values in told.items()}


def report(card: Card, number: int, real: Habits, made: Habits) -> None:
    told = f"{count_rates(made)}, real {count_rates(real)}"
    sys.stderr.write(f"{card.name}, round {number + 1}: notes a step {told}\n")


def count_rates(habits: Habits) -> np.ndarray:
    """(V,)"""
    return np.asarray(habits.begins.sum(1) / np.maximum(habits.places.sum(1), 1)).round(3)


def main(folder: str) -> None:
    data = Path(folder)
    grooves = load_grooves(data, "train")
    for card in [each for each in cards() if each.network == NETWORK]:
        pieces = READERS[card.genre](data, "train")
        own = [each for each in grooves if GENRES[each.genre] == card.genre]
        found = calibrate(card, pieces, describe_pieces(pieces, own))
        content = json.loads(card.path.read_text())
        content["options"] = {**content["options"], **found}
        write_card(card.path, content)


if __name__ == "__main__":
    main(*sys.argv[1:])
