"""`manage.py data release` and `data take`: packs as one archive that can be passed on, and out of
one that is what it says."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

RELEASE_HELP = "make one archive of packs, with digests, licences and credits"
TAKE_HELP = "check a released archive and take its packs"


def add_release_arguments(parser: CommandParser) -> None:
    parser.add_argument("packs", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, required=True, help="the archive to write")


def add_take_arguments(parser: CommandParser) -> None:
    parser.add_argument("archive", type=Path)
    parser.add_argument("--out", type=Path, required=True, help="folder for the packs")
    parser.add_argument("--digest", help="SHA-256 that the archive must have")


def release(options: dict[str, Any]) -> Iterator[str]:
    from generation.packing.releasing import write_release

    digest = write_release(options["packs"], options["out"])
    yield f"{options['out']}  SHA-256: {digest}"


def take(options: dict[str, Any]) -> Iterator[str]:
    from generation.packing.listing import format_packs, list_packs
    from generation.packing.releasing import take_release

    yield format_packs(
        list_packs(take_release(options["archive"], options["out"], options["digest"]))
    )
