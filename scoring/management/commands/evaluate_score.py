"""`manage.py evaluate_score DATA`: how well the score tells real music from spoilt music."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from generation.whole import write_whole
from scoring.evaluation.cells import Figures, make_figures
from scoring.evaluation.measuring import Asked, measure_piece
from scoring.evaluation.pieces import MOST_BARS, MOST_PIECES, held_back
from scoring.evaluation.spreading import spread_jobs
from scoring.evaluation.tables import write_tables
from scoring.evaluation.takes import Take, judge_take, shipped_takes, tell_takes
from scoring.reference.works import GENRES
from scoring.report import VERSION
from scoring.spoiling import NEUTRAL, SPOILINGS

DOCS = Path(__file__).resolve().parents[3] / "docs" / "scoring.md"
BEGIN = "<!-- table: written by manage.py evaluate_score --write -->"
END = "<!-- end of table -->"
PROCESSES = 2
TOLD_EVERY = 10  # pieces


class Command(BaseCommand):
    help = (
        "Prints, for each genre, the chance that real music that the score never saw scores above "
        "the same music spoilt. Exit status 1 when the data cannot be read."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("data", type=Path, help="folder of the reference data")
        parser.add_argument("--split", choices=("valid", "test"), default="valid")
        parser.add_argument(
            "--genre", nargs="+", choices=tuple(GENRES), default=list(GENRES), help="(all)"
        )
        parser.add_argument(
            "--spoiling", nargs="*", choices=tuple(SPOILINGS), default=list(SPOILINGS), help="(all)"
        )
        parser.add_argument(
            "--tuned", action="store_true", help="only those that the score may be tuned by"
        )
        parser.add_argument("--seed", type=int, default=1, help="of what is spoilt and how (1)")
        parser.add_argument(
            "--draws", type=int, default=20, help="seeds of the score for each piece (20)"
        )
        parser.add_argument(
            "--pieces", type=int, default=MOST_PIECES, help=f"of a genre, at most ({MOST_PIECES})"
        )
        parser.add_argument(
            "--bars", type=int, default=MOST_BARS, help=f"of a piece, at most ({MOST_BARS})"
        )
        parser.add_argument("--processes", type=int, default=PROCESSES)
        parser.add_argument(
            "--takes", action="store_true", help="also what the shipped models play over presets"
        )
        parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
        parser.add_argument("--write", action="store_true", help=f"into docs/{DOCS.name}")

    def handle(self, *, json: Path | None, write: bool, **options: Any) -> None:
        try:
            figures = [self.measured(genre, options) for genre in options["genre"]]
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}") from error
        takes = self.judged_takes(options) if options["takes"] else []
        text = f"{as_sentence(options)}\n\n{write_tables(figures)}"
        text += f"\n\n{tell_takes(takes)}" if takes else ""
        if json:
            json.write_text(as_json(figures, takes, options))
        if write:
            write_section(DOCS, text)
        sys.stdout.write(text + "\n")

    def measured(self, genre: str, options: dict[str, Any]) -> Figures:
        asked = Asked(
            options["data"],
            genre,
            options["split"],
            tuple(chosen_spoilings(options)),
            tuple(NEUTRAL),
            options["seed"],
            options["draws"],
            options["pieces"],
            options["bars"],
        )
        count = len(held_back(genre, asked.folder, asked.split, asked.most, asked.bars))
        if not count:
            raise CommandError(f"{genre}: no piece of {asked.split} can be scored.")
        jobs = [(asked, place) for place in range(count)]
        measured = []
        for row in spread_jobs(measure_piece, jobs, options["processes"]):
            measured.append(row)
            if len(measured) % TOLD_EVERY == 0 or len(measured) == count:
                self.stderr.write(f"{genre}: {len(measured)} of {count} pieces")
        return make_figures(genre, measured, options["seed"])

    def judged_takes(self, options: dict[str, Any]) -> list[Take]:
        """By all models over all presets."""
        jobs, takes = shipped_takes(options["seed"]), []
        for take in spread_jobs(judge_take, jobs, options["processes"]):
            takes.append(take)
            if len(takes) % TOLD_EVERY == 0 or len(takes) == len(jobs):
                self.stderr.write(f"takes: {len(takes)} of {len(jobs)}")
        return takes


def chosen_spoilings(options: dict[str, Any]) -> list[str]:
    return [name for name in options["spoiling"] if SPOILINGS[name].tuned or not options["tuned"]]


def as_sentence(options: dict[str, Any]) -> str:
    """What the tables are of."""
    return (
        f"Version {VERSION} of the score, `{options['split']}` works, seed {options['seed']}: up "
        f"to {options['pieces']} pieces of a genre, their first {options['bars']} bars. AUC is "
        "the chance that a real piece scores above a spoilt one (0.5 is a coin), then its 95 % "
        "interval by 1,000 resamples of works, and how many pieces could be spoilt so."
    )


def as_json(figures: list[Figures], takes: list[Take], options: dict[str, Any]) -> str:
    asked = {name: options[name] for name in ("split", "seed", "draws", "pieces", "bars")}
    found = {"genres": [each.as_json() for each in figures], "takes": [t._asdict() for t in takes]}
    return json.dumps({"version": VERSION, **asked, **found}, indent=1) + "\n"


def write_section(path: Path, text: str) -> None:
    """Puts the text between the two marks of a file. Raises `CommandError` where they are not."""
    before, mark, rest = path.read_text().partition(BEGIN)
    _, end, after = rest.partition(END)
    if not mark or not end:
        raise CommandError(f"{path}: there is no place for the table ({BEGIN} ... {END}).")
    write_whole(path, f"{before}{BEGIN}\n\n{text}\n\n{END}{after}".encode())
