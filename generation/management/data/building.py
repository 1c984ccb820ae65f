"""`manage.py data build TECHNIQUE`: one packed data set for `python -m generation.train`, from the
archives of the data pack; `--from-sources`: those archives, from clones of where they come from."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from generation.techniques import TECHNIQUES, trainable

HELP = "pack the archives for a technique, or make the archives from clones of their sources"


def add_arguments(parser: CommandParser) -> None:
    parser.add_argument("technique", nargs="?", choices=list(trainable()))
    parser.add_argument("--data", type=Path, help="folder with the data pack's zips")
    parser.add_argument(
        "--from-sources",
        type=Path,
        metavar="FOLDER",
        help="clones of the sources, see docs/data.md",
    )
    parser.add_argument(
        "--only", action="append", default=[], help="with --from-sources: only this archive"
    )
    parser.add_argument("--out", type=Path, required=True, help="file, or folder of archives")
    parser.add_argument(
        "--genre", action="append", help="only this one of the technique's (default all)"
    )


def run(options: dict[str, Any]) -> Iterator[str]:
    if options["from_sources"]:
        yield from build_archives(options["from_sources"], options["out"], options["only"])
    elif options["technique"] and options["data"]:
        yield build_for(options)
    else:
        raise CommandError(
            "Say what to build: a technique with --data FOLDER, its archives, or the archives with "
            "--from-sources FOLDER, clones of where they come from.",
            returncode=2,
        )


def build_archives(clones: Path, out: Path, only: list[str]) -> Iterator[str]:
    """Ends with status 1 where an archive is not what the list says, or none was made."""
    from generation.packing.sources import make_archives, names

    if unknown := sorted({*only} - {*names()}):
        raise CommandError(
            f"There is no archive {', '.join(unknown)}, but {', '.join(names())}.", returncode=2
        )
    found = []
    for told in make_archives(clones, out, only):
        found.append(told)
        yield f"{told.name}: {told.words}"
    made = [told for told in found if told.made]
    other = [told.name for told in made if not told.as_listed]
    if not made:
        raise CommandError(f"Nothing was made: no clone below {clones} has a commit of the list.")
    if other:
        raise CommandError(f"Not as listed: {', '.join(other)}. The others are.")


def build_for(options: dict[str, Any]) -> str:
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
