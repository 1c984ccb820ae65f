"""Makes the shipped distributions from the reference data: `python -m scoring.reference.build
../shared/data`."""

import argparse
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np

from scoring.metrics import METRICS, View, measure
from scoring.reference import FOLDER, GENERAL, WINDOW_BARS
from scoring.reference.corpora import Corpus, chorales, midi_songs, pop_songs
from scoring.report import FEWEST_NOTES, windows

MOST_WINDOWS = 12  # of one piece, spread over it, so that no long piece speaks for a genre
MOST_OF_GENRE = 300  # windows that one genre lends to the general reference
DRUM_METRIC = "drum_in_pattern_rate"
SHORT_NOTE_METRIC = "qualified_note_rate"
Values = dict[str, float | None]


@dataclass(frozen=True)
class Genre:
    """Where a reference comes from. `drums` lend only their drum pattern rate, to genres whose
    scores have none."""

    title: str
    corpora: tuple[Corpus, ...]
    drums: tuple[Corpus, ...] = ()
    quantised: bool = False  # then the source cannot tell of notes shorter than its grid


FREEDOOM = Corpus("Freedoom (BSD-3-Clause)", midi_songs("freedoom.zip"))
GROOVES = Corpus(
    "Groove MIDI Dataset (Gillick et al. 2019, CC-BY-4.0)", midi_songs("groove_drums.zip")
)
MUTOPIA = "Mutopia Project (public domain, CC-BY)"
OPENEWLD = "OpenEWLD lead sheets (public domain in the United States)"
GENRES = {
    "bach": Genre(
        "real Bach",
        (Corpus("JSB chorales (public domain), training split", chorales),),
        quantised=True,
    ),
    "pop": Genre(
        "real pop", (Corpus("POP909 (MIT)", pop_songs),), (FREEDOOM, GROOVES), quantised=True
    ),
    "rock": Genre("real rock", (FREEDOOM,)),
    "classical": Genre(
        "real classical quartets",
        (Corpus("OpenScore quartets (CC0)", midi_songs("openscore_quartets.zip")),),
    ),
    "symphony": Genre(
        "real symphonies",
        (Corpus("OpenScore Orchestra (CC0)", midi_songs("openscore_orchestra.zip")),),
    ),
    "jazz": Genre(
        "real jazz",
        (
            Corpus(OPENEWLD, midi_songs("openewld.zip", lambda row: row["genre"] == "jazz")),
            Corpus(MUTOPIA, midi_songs("mutopia.zip", lambda row: row["genre"] == "jazz")),
        ),
        (FREEDOOM, GROOVES),
    ),
    "folk": Genre(
        "real folk music",
        (
            Corpus(
                OPENEWLD, midi_songs("openewld.zip", lambda row: row["genre"].startswith("folk"))
            ),
            Corpus(MUTOPIA, midi_songs("mutopia.zip", lambda row: row["genre"] == "folk")),
        ),
    ),
}


def measured(
    corpus: Corpus, folder: Path, split: str, fewest: int = FEWEST_NOTES
) -> Iterator[list[Values]]:
    """For each piece the metrics of its windows with at least `fewest` notes."""
    for song in corpus.songs(folder, split):
        kept = [
            w
            for w in windows(View.of(song))
            if w.note_count >= fewest and w.bar_count == WINDOW_BARS
        ]
        chosen = np.unique(
            np.linspace(0, len(kept) - 1, min(MOST_WINDOWS, len(kept))).round().astype(int)
        )
        if len(kept):
            yield [measure(kept[index]) for index in chosen]


def genre_rows(genre: Genre, folder: Path, split: str) -> tuple[list[Values], list[Values], int]:
    """Metrics of all windows, those of the drums it borrows, and the number of pieces."""
    pieces = _joined(measured(corpus, folder, split) for corpus in genre.corpora)
    rows = _joined(pieces)
    if genre.quantised:
        for row in rows:
            row.pop(SHORT_NOTE_METRIC)
    borrowed = [_joined(measured(corpus, folder, split)) for corpus in genre.drums]
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
