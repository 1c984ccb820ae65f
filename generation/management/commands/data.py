"""`manage.py data build TECHNIQUE --data FOLDER --out FILE`: one packed data set for `python -m
generation.train`; `manage.py data describe TECHNIQUE --data FOLDER`: what is in the music."""

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from generation.techniques import TECHNIQUES, trainable
from generation.techniques.record import load

SPLITS = ("train", "valid")


class Command(BaseCommand):
    """Exit status: 0 done, 1 the archives could not be read, 2 not understood."""

    help = (
        "Packs the training and the validation part of the data pack into one small file a "
        "technique."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        build = actions.add_parser("build", help="read the archives and write the packed data set")
        build.add_argument("technique", choices=list(trainable()))
        build.add_argument(
            "--data", type=Path, required=True, help="folder with the data pack's zips"
        )
        build.add_argument("--out", type=Path, required=True, help="file to write")
        build.add_argument(
            "--genre", action="append", help="only this one of the technique's (default all)"
        )
        told = [name for name, each in TECHNIQUES.items() if each.describe]
        describe = actions.add_parser("describe", help="how much there is, who plays, how busily")
        describe.add_argument("technique", choices=told)
        describe.add_argument(
            "--data", type=Path, required=True, help="folder with the data pack's zips"
        )
        describe.add_argument("--split", choices=SPLITS, default="train")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            text = {"build": build, "describe": describe}[options["action"]](options)
        except OSError as error:
            raise CommandError(
                f"The data pack cannot be used: {error.filename} ({error.strerror})."
            ) from error
        sys.stdout.write(text + "\n")


def build(options: dict[str, Any]) -> str:
    # Here, not above: `manage.py help` must not wait for the readers of archives.
    from generation.training.packing import build_file

    technique, genres = TECHNIQUES[options["technique"]], options["genre"] or ()
    if unknown := sorted({*genres} - {*technique.genres}):
        raise CommandError(
            f"{technique.title} is not trained on {', '.join(unknown)}, but on "
            f"{', '.join(technique.genres)}.",
            returncode=2,
        )
    pack = build_file(technique.name, technique.sources(genres), options["data"], options["out"])
    told = {
        "file": str(options["out"]),
        "bytes": options["out"].stat().st_size,
        "arrays": {name: list(array.shape) for name, array in pack.arrays.items()},
    }
    return json.dumps(told)


def describe(options: dict[str, Any]) -> str:
    from generation.evaluation.sections import format_section

    section = load(TECHNIQUES[options["technique"]].describe)(options["data"], options["split"])
    return "\n".join(format_section(section))
