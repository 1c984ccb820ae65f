"""`manage.py data arranged`: the packs that ship with the repository, made again."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

HELP = "make the packs of our own arranger again, byte for byte"


def add_arguments(parser: CommandParser) -> None:
    parser.add_argument("--out", type=Path, help="folder to write to (default: the repository's)")
    parser.add_argument(
        "--check", action="store_true", help="compare only; status 1 if they differ"
    )


def run(options: dict[str, Any]) -> Iterator[str]:
    from generation.datasets.offers import SHIPPED
    from generation.packing.arranged import LEARNT, make_arranged, write_arranged
    from generation.packing.listing import format_packs, list_pack

    for technique in LEARNT:
        if not options["check"]:
            path = write_arranged(technique, options["out"] or SHIPPED)
            yield format_packs(list_pack(path))
        elif not is_same(SHIPPED, technique, make_arranged(technique)):
            raise CommandError(f"The shipped pack for {technique} is not what our code makes.")
        else:
            yield f"{technique}: the same"


def is_same(folder: Path, technique: str, made: Any) -> bool:
    """By their arrays and words: another version of the compressor may write them otherwise."""
    import numpy as np

    from generation.packing.arranged import name_file
    from generation.training.packs import read_pack

    shipped = read_pack(folder / name_file(technique), technique)
    told = {name: shipped.description[name] for name in made.description}
    alike = shipped.arrays.keys() == made.arrays.keys()
    arrays = alike and all(
        np.array_equal(shipped.arrays[name], array) for name, array in made.arrays.items()
    )
    return bool(arrays) and told == made.description
