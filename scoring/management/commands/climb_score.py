"""`manage.py climb_score DATA`: how high somebody comes who edits notes by the score alone."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from scoring.evaluation.climbing.climber import Climb
from scoring.evaluation.climbing.standing import Climbed, climb_and_judge, score_real_piece
from scoring.evaluation.pieces import held_back
from scoring.evaluation.spreading import spread_jobs
from scoring.reference.works import GENRES

TRIES, CLIMBERS, SEEDS, PROCESSES = 10_000, 2, 20, 2
KNOWN = "a seed that is known"


class Command(BaseCommand):
    help = (
        "Climbs from random notes in a key by edits that do not lower the score: (a) the exact "
        "score whose seed is known, (b) what an entrant sees, the public draw rounded to 5, judged "
        "with secret seeds in the end. Goes on where it was interrupted."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("data", type=Path, help="folder of the reference data")
        parser.add_argument("--split", choices=("valid", "test"), default="valid")
        parser.add_argument(
            "--genre", nargs="+", choices=tuple(GENRES), default=list(GENRES), help="(all)"
        )
        parser.add_argument("--tries", type=int, default=TRIES, help=f"of a climb ({TRIES})")
        parser.add_argument("--climbers", type=int, default=CLIMBERS, help=f"({CLIMBERS})")
        parser.add_argument("--seed", type=int, default=1, help="of the first climber (1)")
        parser.add_argument("--seeds", type=int, default=SEEDS, help=f"secret ones ({SEEDS})")
        parser.add_argument("--processes", type=int, default=PROCESSES)
        parser.add_argument(
            "--kept",
            type=Path,
            default=settings.VAR_DIR / "climbs",
            help="folder of what was climbed so far (VAR_DIR/climbs)",
        )
        parser.add_argument("--json", action="store_true", help="print JSON instead of a table")

    def handle(self, **options: Any) -> None:
        options["kept"].mkdir(parents=True, exist_ok=True)
        try:
            jobs = [*self.jobs(options)]
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}") from error
        climbed = []
        for row in spread_jobs(climb_and_judge, jobs, options["processes"]):
            climbed.append(row)
            self.stderr.write(f"{len(climbed)} of {len(jobs)} climbs: {row.genre} {row.judged}")
        rows = [row.as_json() for row in climbed]
        sys.stdout.write((json.dumps(rows, indent=1) if options["json"] else table(climbed)) + "\n")

    def jobs(self, options: dict[str, Any]) -> Iterable[tuple[Any, ...]]:
        """A climb for each genre, climber and way to see the score, beside its real music."""
        for genre in options["genre"]:
            for rounded in (False, True):
                first = Climb(genre, options["tries"], options["seed"], rounded, known(rounded))
                real = self.real_scores(first, options)
                for number in range(options["climbers"]):
                    climb = first._replace(seed=options["seed"] + number)
                    yield climb, options["seeds"], options["kept"], real

    def real_scores(self, climb: Climb, options: dict[str, Any]) -> list[float]:
        folder, split = options["data"], options["split"]
        count = len(held_back(climb.genre, folder, split))
        if not count:
            raise CommandError(f"{climb.genre}: no piece of {split} can be scored.")
        asked = [(folder, climb, split, place, options["seeds"]) for place in range(count)]
        return list(spread_jobs(score_real_piece, asked, options["processes"]))


def known(rounded: bool) -> str:
    """The seed that the climber judges by: the public draw where it sees what entrants see."""
    return "" if rounded else KNOWN


def table(climbed: Iterable[Climbed]) -> str:
    lines = [
        "| genre | it sees | tries | began at | reached | judged | percentile of real music |",
        "| --- | --- | --: | --: | --: | --: | --: |",
    ]
    for row in climbed:
        seen = "the public draw, rounded to 5" if row.rounded else "the exact score, seed known"
        lines.append(
            f"| {row.genre} | {seen} | {row.tries:,} | {row.began:g} | {row.seen:g} "
            f"| {row.judged:g} | {row.percentile:g} |"
        )
    return "\n".join(lines)
