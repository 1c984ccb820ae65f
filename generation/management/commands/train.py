"""`manage.py train gan --data PATH --out DIR --genre bach`: trains a network, or goes on where it stopped."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser


class Command(BaseCommand):
    """Exit status: 0 trained to the end of the plan, 1 the data or the folder could not be used, 2 not understood."""

    help = "Trains a GAN on the data pack. Prints one JSON line an epoch; run it again to go on after a stop."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("technique", choices=["gan"])
        parser.add_argument("--data", type=Path, required=True, help="folder with the data pack's zips")
        parser.add_argument("--out", type=Path, required=True, help="folder for checkpoints, log.jsonl and samples")
        parser.add_argument("--genre", required=True, help="bach or pop")
        parser.add_argument("--epochs", type=int, help="likelihood epochs of 200 steps; --steps wins over it")
        parser.add_argument("--steps", type=int, help="likelihood steps (default 4000)")
        parser.add_argument("--cycles", type=int, help="adversarial cycles after them (default 400)")
        parser.add_argument("--batch", type=int, help="windows a step (default 32)")
        parser.add_argument("--seed", type=int, help="of weights, windows and masks (default 1)")
        parser.add_argument("--device", default="cpu", help="cpu or cuda (default cpu)")

    def handle(self, *args: Any, **options: Any) -> None:
        # Here, not above: `manage.py help` must not wait for torch.
        from generation.training.gan import open_run, train
        from generation.training.genres import GENRES
        from generation.training.listening import listener_for

        if options["genre"] not in GENRES:
            raise CommandError(f"--genre is one of {', '.join(GENRES)}.", returncode=2)
        genre = GENRES[options["genre"]]
        try:
            training, valid = (genre.corpus(options["data"], split) for split in ("train", "valid"))
        except OSError as error:
            raise CommandError(f"The data pack is not complete: {error.filename} is missing.") from error
        run = open_run(plan_of(options), genre, training, valid, options["out"])
        for line in train(run, listener_for(genre.name, genre.sizes, training, valid)):
            sys.stdout.write(json.dumps(line) + "\n")
            sys.stdout.flush()
        publish(run, options["out"])


def plan_of(options: dict[str, Any]) -> Any:
    """The plan: its defaults, and what was given on the command line."""
    from generation.training.gan import Plan

    given = {
        name: options[name] for name in ("steps", "cycles", "batch", "seed", "device") if options[name] is not None
    }
    if options["epochs"] is not None:
        given.setdefault("steps", options["epochs"] * Plan.epoch)
    return Plan(**given)


def publish(run: Any, folder: Path) -> None:
    """Writes the served weights and their card into the run's folder."""
    from generation.training.cards import install, textures_of, weights_of
    from generation.training.listening import card_content

    training = {"likelihood_steps": run.step, "cycles": run.cycle, "log": "log.jsonl"}
    content = card_content(run.genre.name, run.genre.sizes, run.plan.seed, commit(), training)
    weights = weights_of(run.average, textures_of(run.train, run.genre.sizes, seed=1))
    install(folder, content.pop("name"), weights, content)


def commit() -> str:
    """The commit of the code, or nothing where there is no git."""
    found = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=settings.BASE_DIR, capture_output=True, text=True, check=False
    )
    return found.stdout.strip()
