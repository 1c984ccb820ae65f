"""Makes the shipped distributions from the reference data: `python -m scoring.reference.build
../shared/data`."""

import argparse
import json
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np

from scoring.metrics import METRICS, View, measure
from scoring.reference import FOLDER, GENERAL, WINDOW_BARS
from scoring.reference.corpora import Piece
from scoring.reference.works import GENRES, Genre, packed_pieces, split_pieces
from scoring.report import FEWEST_NOTES, windows

MOST_WINDOWS = 12  # of one piece, spread over it, so that no long piece speaks for a genre
MOST_OF_GENRE = 300  # windows that one genre lends to the general reference
DRUM_METRIC = "drum_in_pattern_rate"
SHORT_NOTE_METRIC = "qualified_note_rate"
Values = dict[str, float | None]


def measured(pieces: Iterable[Piece], fewest: int = FEWEST_NOTES) -> Iterator[list[Values]]:
    """For each piece the metrics of its windows with at least `fewest` notes."""
    for piece in pieces:
        kept = [
            w
            for w in windows(View.of(piece.song))
            if w.note_count >= fewest and w.bar_count == WINDOW_BARS
        ]
        chosen = np.unique(
            np.linspace(0, len(kept) - 1, min(MOST_WINDOWS, len(kept))).round().astype(int)
        )
        if len(kept):
            yield [measure(kept[index]) for index in chosen]


def genre_rows(genre: Genre, folder: Path, split: str) -> tuple[list[Values], list[Values], int]:
    """Metrics of all windows, those of the drums it borrows, and the number of pieces."""
    pieces = list(measured(split_pieces(genre, folder, split)))
    rows = _joined(pieces)
    if genre.quantised:
        for row in rows:
            row.pop(SHORT_NOTE_METRIC)
    borrowed = [_joined(measured(packed_pieces(corpus, folder, split))) for corpus in genre.drums]
    fewest = min(map(len, borrowed), default=0)
    drums = _joined(_thinned(lent, fewest) for lent in borrowed)
    return rows, [{DRUM_METRIC: row[DRUM_METRIC]} for row in drums], len(pieces)


def _joined(parts: Iterable[Iterable[Any]]) -> list[Any]:
    return list(chain.from_iterable(parts))


def _thinned(rows: list[Values], most: int) -> list[Values]:
    """At most so many rows, evenly spread."""
    return [
        rows[i]
        for i in np.unique(np.linspace(0, len(rows) - 1, min(most, len(rows))).round().astype(int))
    ]


def distributions(rows: list[Values]) -> dict[str, Any]:
    """Quantiles at 0, 1, ... 100 % of each metric over the rows that have it."""
    kept: dict[str, Any] = {}
    for metric in METRICS:
        found = [row[metric.name] for row in rows if row.get(metric.name) is not None]
        if found:
            quantiles = np.quantile(np.array(found, float), np.linspace(0, 1, 101))
            kept[metric.name] = {
                "n": len(found),
                "quantiles": [round(float(q), 5) for q in quantiles],
            }
    return kept


def write(
    name: str, title: str, rows: list[Values], drums: list[Values], pieces: int, credits: list[str]
) -> None:
    kept = {
        "title": title,
        "unit": f"windows of {WINDOW_BARS} bars",
        "windows": len(rows),
        "pieces": pieces,
        "corpora": credits,
        "metrics": distributions([*rows, *drums]),
    }
    (FOLDER / f"{name}.json").write_text(
        json.dumps(kept, indent=None, separators=(", ", ": ")) + "\n"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="folder of the reference data")
    folder = parser.parse_args().data
    everything: tuple[list[Values], list[Values], int, list[str]] = ([], [], 0, [])
    for name, genre in GENRES.items():
        rows, drums, pieces = genre_rows(genre, folder, "train")
        credits = [corpus.credit for corpus in (*genre.corpora, *genre.drums)]
        write(name, genre.title, rows, drums, pieces, credits)
        all_rows, all_drums, count, all_credits = everything
        merged = list(dict.fromkeys([*all_credits, *credits]))
        everything = (
            all_rows + _thinned(rows, MOST_OF_GENRE),
            drums or all_drums,
            count + pieces,
            merged,
        )
    write(GENERAL, "real music", *everything)


if __name__ == "__main__":
    main()
