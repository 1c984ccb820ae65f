"""`manage.py data build TECHNIQUE --data FOLDER --out FILE`: one packed data set for `python -m
generation.train`."""

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from generation.techniques import TECHNIQUES, trainable


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

    def handle(self, *args: Any, **options: Any) -> None:
        # Here, not above: `manage.py help` must not wait for the readers of archives.
        from generation.training.packing import build_file

        try:
            sources = TECHNIQUES[options["technique"]].sources()
            pack = build_file(options["technique"], sources, options["data"], options["out"])
        except OSError as error:
            raise CommandError(
                f"The data pack cannot be used: {error.filename} ({error.strerror})."
            ) from error
        told = {
            "file": str(options["out"]),
            "bytes": options["out"].stat().st_size,
            "arrays": {name: list(array.shape) for name, array in pack.arrays.items()},
        }
        sys.stdout.write(json.dumps(told) + "\n")
