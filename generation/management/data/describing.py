"""`manage.py data describe`: of a technique's archives how much there is, who plays and how busily;
of packs whose music they hold, how much of it, under which licence."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from generation.techniques import TECHNIQUES
from generation.techniques.record import load

HELP = "how much there is, who plays, how busily; or what a pack holds"
SPLITS = ("train", "valid")


def add_arguments(parser: CommandParser) -> None:
    parser.add_argument("what", help=f"{' or '.join(list_described())}, or the file of a pack")
    parser.add_argument("--data", type=Path, help="folder with the data pack's zips")
    parser.add_argument("--split", choices=SPLITS, default="train")


def list_described() -> list[str]:
    return [name for name, each in TECHNIQUES.items() if each.describe]


def run(options: dict[str, Any]) -> Iterator[str]:
    what = options["what"]
    if what in list_described() and options["data"]:
        yield describe_archives(what, options["data"], options["split"])
    elif Path(what).is_file():
        yield describe_pack(Path(what))
    else:
        raise CommandError(
            f"{what} is no pack; a technique is described with --data FOLDER, its archives: "
            f"{' or '.join(list_described())}.",
            returncode=2,
        )


def describe_archives(technique: str, folder: Path, split: str) -> str:
    from generation.evaluation.sections import format_section

    section = load(TECHNIQUES[technique].describe)(folder, split)
    return "\n".join(format_section(section))


def describe_pack(path: Path) -> str:
    from generation.packing.listing import format_packs, list_pack

    return format_packs(list_pack(path))
