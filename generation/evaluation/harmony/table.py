"""`manage.py evaluate harmony`: the chord model beside what it must beat, on tunes it never saw."""

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np

from generation.datasets.labelled_chords import (
    Labelled,
    read_chorale_chords,
    read_lead_sheets,
    read_pop_songs,
)
from generation.evaluation.accompaniment import Figures
from generation.evaluation.bands.comparison import average_rows
from generation.evaluation.harmony.answers import ANSWERERS, Answer, Answerer
from generation.evaluation.harmony.passages import compare_keys
from generation.evaluation.harmony.rightness import describe_motion, measure_answer
from generation.evaluation.intervals import Floats, compare_pairs
from generation.evaluation.sections import Cell, as_text, figures, make_section
from generation.evaluation.tables import Asked, Result, Say
from generation.evaluation.twosample import Rows, tell_apart
from generation.harmony.model import MODEL

__all__ = ["as_text", "compute", "figures", "write"]
WINDOW = 16  # spans of a passage whose motion is told apart
TRUE, OURS, BEFORE = "true", "model", "six triads"
PROTOCOL = (
    "{songs} tunes of the {split} split: OpenEWLD with the chords of its lead sheets, POP909 with "
    "those that people heard (the part in the key that lasts longest), half bars, and Bach's "
    "chorales, beats, read from their four voices. Everyone but 'all heard' sees the melody alone. "
    "Figures are weighed by time and averaged over tunes, with intervals of 95 % over tunes; the "
    "true chords' row is what a perfect guess has. Shuffled: another tune's true chords in the "
    "right key. Told apart: passages of sixteen stretches by degrees, qualities, moves and changes"
)
Answers = Mapping[str, Sequence[Answer]]


def read_tunes(folder: Path, split: str) -> Iterator[Labelled]:
    """Those with eight chords or more."""
    read = (read_lead_sheets, read_pop_songs, read_chorale_chords)
    tunes = chain.from_iterable(each(folder, split) for each in read)
    return (tune for tune in tunes if sum(map(bool, tune.symbols)) >= WINDOW // 2)


def compute(card: Any, asked: Asked, say: Say) -> Result:
    """`{"table", "split", "protocol", "sections"}`; the card is of no use."""
    shelves = sort_tunes(list(read_tunes(asked.folder, asked.split)), asked.pieces)
    say(f"{sum(map(len, shelves.values()))} tunes read")
    sections = []
    for shelf, tunes in shelves.items():
        answers = ask_all(tunes)
        sections += [*compare(shelf, tunes, answers), compare_keys(shelf, tunes)]
        say(f"{shelf}: {len(tunes)} tunes")
    count = sum(len(tunes) for shelf, tunes in shelves.items() if ":" not in shelf)
    protocol = PROTOCOL.format(songs=count, split=asked.split)
    return {"table": "harmony", "split": asked.split, "protocol": protocol, "sections": sections}


def sort_tunes(tunes: Sequence[Labelled], pieces: int | None) -> dict[str, list[Labelled]]:
    """By corpus."""
    shelves: dict[str, list[Labelled]] = {}
    for tune in tunes:
        shelves.setdefault(tune.shelf.split()[0], []).append(tune)
    return {shelf: found[:pieces] for shelf, found in shelves.items()}


def ask_all(tunes: Sequence[Labelled]) -> dict[str, list[Answer]]:
    """Everyone's chords; who hears all is asked where there is more than a melody."""
    asked = {name: each for name, each in ANSWERERS.items() if tunes[0].band or "all" not in name}
    return {name: ask(tunes, each) for name, each in asked.items()}


def ask(tunes: Sequence[Labelled], answerer: Answerer) -> list[Answer]:
    return [answerer(tunes, number) for number in range(len(tunes))]


def compare(shelf: str, tunes: Sequence[Labelled], answers: Answers) -> list[Result]:
    rows = {name: list(map(measure_answer, tunes, each)) for name, each in answers.items()}
    right = make_section(shelf, {name: average_rows(each) for name, each in rows.items()})
    paired = make_section(
        f"{shelf}: model less others",
        {name: subtract(rows[OURS], rows[name]) for name in (BEFORE, "tonic", "shuffled", TRUE)},
        "paired by tune, with standard errors",
    )
    genres = compare_genres(tunes, rows)
    return [right, paired, *genres, compare_motion(shelf, tunes, answers)]


def subtract(ours: Sequence[Figures], others: Sequence[Figures]) -> dict[str, Cell]:
    one, other = stack_rows(ours), stack_rows(others)
    return {name: compare_pairs(one[:, n], other[:, n]) for n, name in enumerate(ours[0])}


def stack_rows(rows: Sequence[Figures]) -> Floats:
    return np.array([list(row.values()) for row in rows], dtype=float)


def compare_genres(
    tunes: Sequence[Labelled], rows: Mapping[str, Sequence[Figures]]
) -> list[Result]:
    """Roots that are right, by genre, where a corpus has some."""
    genres = sorted({tune.shelf for tune in tunes})
    if len(genres) < 2:
        return []
    table = {name: average_roots(genres, tunes, each) for name, each in rows.items()}
    return [make_section("root right, by genre", table)]


def average_roots(
    genres: Sequence[str], tunes: Sequence[Labelled], rows: Sequence[Figures]
) -> dict[str, Cell]:
    return {genre: average_root(genre, tunes, rows) for genre in genres}


def average_root(genre: str, tunes: Sequence[Labelled], rows: Sequence[Figures]) -> Cell:
    chosen = [row for tune, row in zip(tunes, rows, strict=True) if tune.shelf == genre]
    return average_rows([{"root right": row["root right"]} for row in chosen])["root right"]


def compare_motion(shelf: str, tunes: Sequence[Labelled], answers: Answers) -> Result:
    real = describe_all(tunes, answers[TRUE])
    table = {
        name: {"motion": tell_apart(real, describe_all(tunes, each))}
        for name, each in answers.items()
        if name not in (TRUE, "tonic", "shuffled")  # its motion is real
    }
    return make_section(
        f"{shelf}: told apart", table, "two-sample accuracy; 0.5 is what guessing gives"
    )


def describe_all(tunes: Sequence[Labelled], answers: Sequence[Answer]) -> Rows:
    found, songs = [], []
    for number, (tune, answer) in enumerate(zip(tunes, answers, strict=True)):
        pairs = zip(answer.symbols, tune.symbols, strict=True)
        told = [symbol for symbol, true in pairs if symbol and true]
        for at in range(0, max(len(told) - WINDOW, 0) + 1, WINDOW):
            found.append(describe_motion(told[at : at + WINDOW], tune.key.tonic))
            songs.append(number)
    return Rows(np.array(found), np.array(songs), np.array(songs))


def write(result: Result) -> None:
    """Into the model's own card."""
    content = json.loads(MODEL.read_text())
    card = content["card"]
    card["figures"] = {**card["figures"], **figures(result, card["figures"])}
    text = json.dumps(content, separators=(",", ":"), ensure_ascii=False)
    MODEL.write_text(text + "\n")
