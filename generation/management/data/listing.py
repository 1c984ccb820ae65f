"""`manage.py data list`: the packs of the repository, and those of a folder."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

HELP = "the packs that are here: whose music, how much of it, licences, digests"


def add_arguments(parser: CommandParser) -> None:
    parser.add_argument("paths", nargs="*", type=Path, help="packs, or folders of packs")


def run(options: dict[str, Any]) -> Iterator[str]:
    from generation.datasets.offers import SHIPPED
    from generation.packing.listing import format_packs, list_packs

    yield format_packs(list_packs([SHIPPED, *options["paths"]]))
