"""`python -m generation.genres.learning DATA`: the tables anew, some five minutes of one core; with
`--measure` only the figures, on the validation split."""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

from generation.genres.learning.fitting import Windows, make_tables
from generation.genres.learning.measuring import (
    guess_simply,
    measure_genres,
    measure_reliability,
)
from generation.genres.learning.windows import Weighted, Window, cut_windows, read_pieces
from generation.genres.learning.writing import write_model
from generation.genres.model import Model, load_genres, read_genres
from generation.techniques.gan.genres.registry import READERS

COUNTED = 8  # bars of the windows that are counted
JUDGED = (4, 8, 16, 32)  # bars of those by which tables are weighed
EACH = 3  # of a piece
MEASURED = (4, 8, 16)  # bars of the melodies whose genre is told
ASKED = 4  # of a piece
Pieces = Mapping[str, Sequence[Weighted]]


def say(words: str) -> None:
    sys.stderr.write(words + "\n")
    sys.stderr.flush()


def read_all(folder: Path, split: str) -> Pieces:
    say(f"Melodies of {split}")
    return {genre: read_pieces(folder, genre, split) for genre in READERS}


def cut_all(pieces: Pieces, bars: int, most: int | None = None) -> Windows:
    return {genre: cut_windows(some, bars, most) for genre, some in pieces.items()}


def learn(train: Pieces) -> dict[str, Any]:
    counted = cut_all(train, COUNTED)
    say("Melodies counted")
    judged = [cut_all(train, bars, EACH) for bars in JUDGED]
    return make_tables(counted, {genre: join(judged, genre) for genre in train})


def join(windows: Sequence[Windows], genre: str) -> list[Window]:
    return list(chain.from_iterable(some[genre] for some in windows))


def measure(train: Pieces, valid: Pieces, model: Model) -> dict[str, Any]:
    return {f"{bars} bars": measure_bars(train, valid, model, bars) for bars in MEASURED}


def measure_bars(train: Pieces, valid: Pieces, model: Model, bars: int) -> dict[str, Any]:
    say(f"Windows of {bars} bars")
    known, asked = cut_all(train, bars, EACH), cut_all(valid, bars, ASKED)
    return {
        **measure_genres(model, asked),
        "by meter and number of notes": guess_simply(known, asked, bars),
        "shares come true": measure_reliability(model, asked),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="folder with the data pack's zips")
    parser.add_argument("--measure", action="store_true", help="of the model that is there")
    asked = parser.parse_args()
    train, valid = (read_all(asked.data, split) for split in ("train", "valid"))
    tables = None if asked.measure else learn(train)
    figures = measure(train, valid, read_genres(tables) if tables else load_genres())
    if tables:
        write_model(tables, figures)
    sys.stdout.write(json.dumps(figures, indent=1) + "\n")


if __name__ == "__main__":
    main()
