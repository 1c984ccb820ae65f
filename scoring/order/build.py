"""Learns the frozen models from the reference data: `python -m scoring.order.build ../shared/data`.

Four parts of the works: a judge is taught by three of them and heard by none of the fourth, whose
standing is what later pieces are compared with.
"""

import argparse
import hashlib
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import chain
from pathlib import Path

import numpy as np

from generation.music.slices import slice_bars
from generation.music.song import Song
from scoring.order.events import Read
from scoring.order.features import measure_features, tabulate
from scoring.order.heard import Floats, hear
from scoring.order.judging import Judge, learn_judge
from scoring.order.likelihood import Table, count
from scoring.order.model import Bench, Model, write_model
from scoring.order.stretches import SIZES, Size
from scoring.order.surprise import Figures
from scoring.reference import GENERAL
from scoring.reference.corpora import Piece
from scoring.reference.works import GENRES, split_pieces
from scoring.spoiling.registry import TUNED

PARTS = 4
MOST = 260  # pieces of a genre
MOST_SPOILT = 70  # of them spoilt in each way
OF_GENERAL = 30  # pieces that each genre lends to the general model
WANTED = 120  # stretches; fewer pieces give several each, at drawn places
ROUNDS = 5
FEWEST = 30  # real stretches of a size, fewer make no bench
FEWEST_NOTES = 16
Sample = tuple[int, str, Figures]  # part, spoiling or "" for real, figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="folder of the reference data")
    parser.add_argument("--genre", action="append", choices=[*GENRES, GENERAL])
    parser.add_argument("--processes", type=int, default=2)
    options = parser.parse_args()
    wanted = options.genre or [*GENRES, GENERAL]
    with ProcessPoolExecutor(options.processes) as pool:
        for line in pool.map(build_model, wanted, [options.data] * len(wanted)):
            sys.stdout.write(line + "\n")
            sys.stdout.flush()


def build_model(genre: str, folder: Path) -> str:
    """Learns and writes the model of a genre; the line that tells of it."""
    pieces = list(_pieces(genre, folder))
    parts = _divide([piece.work for piece in pieces])
    heard = [hear(piece.song)[0] for piece in pieces]
    reads = [Read.of(each) for each in heard]
    tables = [_count_others(reads, parts, part) for part in range(PARTS)]
    songs = [piece.song for piece in pieces]
    samples = [_sample(songs, parts, tables, size) for size in SIZES]
    measured = (row[2] for row in chain.from_iterable(samples))
    names = tuple(sorted(set(chain.from_iterable(measured))))
    benches = tuple(_teach(rows, names) for rows in samples)
    write_model(Model(genre, names, count(reads), benches))
    sizes = ", ".join(str(len(bench.unheard)) if bench else "none" for bench in benches)
    works = len({piece.work for piece in pieces})
    return f"{genre}: {len(pieces)} pieces of {works} works; real stretches by size: {sizes}"


def _count_others(reads: list[Read], parts: list[int], part: int) -> dict[str, Table]:
    return count(read for read, own in zip(reads, parts, strict=True) if own != part)


def _pieces(genre: str, folder: Path) -> Iterator[Piece]:
    """Pieces of a genre's training part, evenly chosen; of all genres for the general one."""
    if genre != GENERAL:
        yield from _thin(list(split_pieces(GENRES[genre], folder, "train")), MOST)
        return
    for each in GENRES.values():
        yield from _thin(list(split_pieces(each, folder, "train")), OF_GENERAL)


def _thin(pieces: list[Piece], most: int) -> list[Piece]:
    usable = [piece for piece in pieces if piece.song.note_count >= FEWEST_NOTES]
    places = np.linspace(0, len(usable) - 1, min(most, len(usable))).round().astype(int)
    return [usable[place] for place in np.unique(places)]


def _divide(works: list[str]) -> list[int]:
    """Parts by work, so that no movement is judged by those who heard its neighbour."""
    order = sorted(set(works), key=lambda work: hashlib.sha256(work.encode()).digest())
    return [order.index(work) % PARTS for work in works]


def _sample(
    songs: list[Song], parts: list[int], tables: list[dict[str, Table]], size: Size
) -> list[Sample]:
    """Figures of real stretches of one size, and of those of them that were spoilt."""
    random = np.random.default_rng(size.most)
    cuts: list[tuple[Song, int]] = []
    for again in range(ROUNDS):
        if len(cuts) < WANTED:
            cuts += [
                (cut, part)
                for song, part in zip(songs, parts, strict=True)
                if not (again and len(song.bar_starts()) <= size.most)
                and (cut := _cut(song, size, random)) is not None
            ]
    if len(cuts) < FEWEST:
        return []
    spoilt = set(np.linspace(0, len(cuts) - 1, min(MOST_SPOILT, len(cuts))).round().astype(int))
    found: list[Sample] = []
    for place, (cut, part) in enumerate(cuts):
        found += _measure(part, "", cut, tables[part], random)
        if place not in spoilt:
            continue
        for spoiling in TUNED:
            other = cuts[(place + 1 + int(random.integers(len(cuts) - 1))) % len(cuts)][0]
            changed = spoiling.of(cut, other, random)
            if changed is not None:
                found += _measure(part, spoiling.name, changed, tables[part], random)
    return found


def _cut(song: Song, size: Size, random: np.random.Generator) -> Song | None:
    """A drawn stretch of a song, of as many bars of that size as there are; None for fewer."""
    bars = len(song.bar_starts())
    if bars < size.fewest:
        return None
    count = bars if bars <= size.most else int(random.integers(size.fewest, size.most + 1))
    first = int(random.integers((bars - count) // 4 + 1)) * 4
    return slice_bars(song, first, count)


def _measure(
    part: int, name: str, song: Song, tables: dict[str, Table], random: np.random.Generator
) -> list[Sample]:
    heard = hear(song)[0]
    if heard.note_count < FEWEST_NOTES or heard.bar_count < 4:
        return []
    return [(part, name, measure_features(heard, tables, random))]


def _teach(samples: list[Sample], names: tuple[str, ...]) -> Bench | None:
    """Judges that each leave one part of the works out, and what they say of that part."""
    if not samples:
        return None
    judges = tuple(_learn(samples, names, part) for part in range(PARTS))
    unheard: list[Floats] = []
    for part, judge in enumerate(judges):
        rest = [row for own, name, row in samples if own == part and not name]
        if rest:
            unheard.append(judge.weigh(tabulate(rest, names)))
    return Bench(judges, np.concatenate(unheard))


def _learn(samples: list[Sample], names: tuple[str, ...], left_out: int) -> Judge:
    heard: dict[str, list[Figures]] = {}
    for part, name, row in samples:
        if part != left_out:
            heard.setdefault(name, []).append(row)
    tables = {name: tabulate(rows, names) for name, rows in heard.items()}
    return learn_judge(tables.pop(""), tables)


if __name__ == "__main__":
    main()
