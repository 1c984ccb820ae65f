"""`manage.py evaluate_originality DATA`: how well copied passages are found, and how fast."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import numpy as np
from django.core.management.base import BaseCommand, CommandError

from scoring.originality.evaluation.levels import (
    Level,
    Library,
    calibrate,
    choose_works,
    make_library,
)
from scoring.originality.evaluation.recall import measure_recall
from scoring.originality.evaluation.scale import measure_times
from scoring.originality.evaluation.tables import write_recall, write_times
from scoring.originality.evaluation.works import read_new_music, read_pieces
from scoring.originality.lookup import LEVELS
from scoring.originality.surprise import FILE, count_tables, read_tables

SIZES = (1_000, 100_000, 1_000_000)
NEW_MUSIC = 60  # pieces in which passages are hidden
SURPRISE_OF = 4  # every fourth piece of all tells how usual moves are


class Command(BaseCommand):
    help = "Measures on the reference data how well copied passages are found, and how fast."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("data", type=Path, help="folder of the reference data")
        parser.add_argument("--works", type=int, default=100, help="of a genre, for each half")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--sizes", type=int, nargs="*", default=SIZES, help="of an index")
        parser.add_argument("--write", action="store_true", help="keep the levels as those in use")
        parser.add_argument(
            "--count", action="store_true", help="count anew how usual moves are, and keep it"
        )

    def handle(self, *, data: Path, works: int, seed: int, **options: Any) -> None:
        if not data.is_dir():
            raise CommandError(f"{data} is no folder.")
        library = make_library(list(read_pieces(data)))
        if options["count"]:
            FILE.write_text(json.dumps(count_tables(library.lines[::SURPRISE_OF])) + "\n")
            read_tables.cache_clear()
        half, other = choose_works(library.pieces, works, np.random.default_rng(seed))
        levels = calibrate(library, half)
        if options["write"]:
            _keep(levels)
        self._tell_recall(library, levels, other, data, seed)
        rows = [measure_times(library.segment, size, seed) for size in options["sizes"]]
        self.stdout.write("\n" + write_times(rows))

    def _tell_recall(
        self,
        library: Library,
        levels: dict[str, Level],
        chosen: dict[str, list[int]],
        data: Path,
        seed: int,
    ) -> None:
        new = read_new_music(data, NEW_MUSIC)
        rows = [
            measure_recall(library, levels[genre], genre, keys, new, seed)
            for genre, keys in chosen.items()
        ]
        self.stdout.write(write_recall(levels, rows))


def _keep(levels: dict[str, Level]) -> None:
    kept = {genre: level.bits for genre, level in levels.items()}
    kept["general"] = max(kept.values())
    LEVELS.write_text(json.dumps(kept, indent=1) + "\n")
