"""`manage.py train gan|arcnn|transformer ...`: trains a network on the data pack, or goes on where it stopped."""

import json
import subprocess
import sys
from dataclasses import fields
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

# Fields that not every technique's plan has: (field, option, technique).
SOME = (
    ("cycles", "--cycles", "GAN"),
    ("processes", "--processes", "Transformer"),
    ("start", "--start-from", "Transformer"),
    ("peak", "--peak", "Transformer"),
    ("bfloat16", "--bfloat16", "Transformer"),
)


class Command(BaseCommand):
    """Exit status: 0 trained to the end of the plan, 1 the data or the folder could not be used, 2 not understood."""

    help = "Trains a network on the data pack. Prints one JSON line an epoch; run it again to go on after a stop."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("technique", choices=["gan", "arcnn", "transformer"])
        parser.add_argument("--data", type=Path, required=True, help="folder with the data pack's zips")
        parser.add_argument("--out", type=Path, required=True, help="folder for checkpoints, log.jsonl and samples")
        parser.add_argument(
            "--genre", required=True, help="bach, for the GAN also pop, for the Transformer any or chorales"
        )
        parser.add_argument(
            "--epochs",
            type=int,
            help="likelihood epochs (gan 200 steps, arcnn 250, transformer 50)",
        )
        parser.add_argument(
            "--steps",
            type=int,
            help="likelihood steps, winning over --epochs (gan 4000, arcnn 6500, transformer 1750)",
        )
        parser.add_argument("--cycles", type=int, help="adversarial cycles after them (GAN only, default 400)")
        parser.add_argument("--batch", type=int, help="windows a step (default 32, else 16)")
        parser.add_argument("--seed", type=int, help="of weights, windows and masks (default 1)")
        parser.add_argument("--processes", type=int, help="that share each step (Transformer only, default 1)")
        parser.add_argument(
            "--start-from", dest="start", metavar="MODEL", help="begin with its weights (Transformer only)"
        )
        parser.add_argument(
            "--peak", type=float, help="share of the learning rates to reach, for a model begun with (default 1)"
        )
        parser.add_argument(
            "--bfloat16",
            action="store_true",
            default=None,
            help="multiply matrices in half precision: faster where the processor knows it (Transformer only)",
        )
        parser.add_argument("--device", default="cpu", help="cpu or cuda (default cpu)")

    def handle(self, *args: Any, **options: Any) -> None:
        # Here, not above: `manage.py help` must not wait for torch.
        from generation.catalogue import UnknownModel
        from generation.training.courses import OFFERS, UnknownGenre, course_for

        technique = options["technique"]
        wishes = wishes_for(OFFERS[technique].plan, options)
        try:
            course = course_for(technique, options["genre"], options["data"], options["out"], wishes)
        except (UnknownModel, ValueError) as error:
            raise CommandError(str(error), returncode=2) from error
        except UnknownGenre as error:
            raise CommandError(f"--genre: {error}", returncode=2) from error
        except OSError as error:
            raise CommandError(f"The data pack is not complete: {error.filename} is missing.") from error
        for line in course.lines():
            sys.stdout.write(json.dumps(line) + "\n")
            sys.stdout.flush()
        course.publish(commit())


def wishes_for(plan: Any, options: dict[str, Any]) -> dict[str, Any]:
    """What was given on the command line of the plan's fields."""
    known = {field.name for field in fields(plan)}
    given = {name: value for name, value in options.items() if name in known and value is not None}
    if options["epochs"] is not None:
        given.setdefault("steps", options["epochs"] * plan.epoch)
    for name, option, owner in SOME:
        if options[name] is not None and name not in known:
            raise CommandError(f"{option} is for the {owner} only.", returncode=2)
    return given


def commit() -> str:
    """The commit of the code, or nothing where there is no git."""
    found = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=settings.BASE_DIR, capture_output=True, text=True, check=False
    )
    return found.stdout.strip()
