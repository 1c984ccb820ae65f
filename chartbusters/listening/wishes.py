"""What both commands of listening tests are asked: a genre, how many melodies, and whose."""

import secrets
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from generation.listening.kinds import KINDS
from generation.listening.programme import Programme, Wish
from generation.listening.tunes import CORPORA

SEEDS = 1_000_000  # drawn ones lie below


def add_wishes(parser: CommandParser, *, melodies: int, seed: int | None = None) -> None:
    parser.add_argument("--genre", required=True, choices=sorted(CORPORA))
    parser.add_argument(
        "--technique",
        default="gan",
        choices=sorted(KINDS),
        help="gan: melodies are accompanied (default); transformer: openings are carried on",
    )
    parser.add_argument(
        "--melodies", type=int, default=melodies, help=f"how many (default {melodies})"
    )
    parser.add_argument("--bars", type=int, default=16, help="of each melody (default 16)")
    parser.add_argument(
        "--model", action="append", default=[], help="one more, beside those of the genre"
    )
    parser.add_argument(
        "--data", type=Path, default=Path("../shared/data"), help="folder with the data pack's zips"
    )
    parser.add_argument(
        "--closed-circle",
        action="store_true",
        help="for people you know: music that may not be played in public, as POP909's songs",
    )
    parser.add_argument(
        "--test",
        action="store_const",
        const="test",
        default="valid",
        dest="split",
        help="melodies of the test split, which nothing may be chosen by",
    )
    usual = "one drawn now, which is told" if seed is None else seed
    parser.add_argument(
        "--seed", type=int, default=seed, help=f"of all that is drawn (default: {usual})"
    )


def read_programme(options: dict[str, Any], *, guests: bool = False) -> Programme:
    """Raises `CommandError` for what is not there."""
    seed = options["seed"]
    wish = Wish(
        options["genre"],
        options["data"],
        options["melodies"],
        secrets.randbelow(SEEDS) if seed is None else seed,
        options["bars"],
        options["model"],
        options["split"],
        options["closed_circle"],
        options["technique"],
        guests,
    )
    try:
        programme = Programme.of(wish)
    except LookupError as error:
        raise CommandError(str(error), returncode=2) from error
    except OSError as error:
        raise CommandError(
            f"The data pack is not complete: {error.filename} is missing."
        ) from error
    if not programme.tunes:
        raise CommandError(f"There is no melody for {wish.genre} in {wish.folder}.")
    return programme
