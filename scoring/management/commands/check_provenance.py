"""`manage.py check_provenance --all-modes 60`: whether takes are made again note for note."""

import json
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from scoring.provenance import trial
from scoring.provenance.tracing import Taken


class Command(BaseCommand):
    """Exit status: 0 all were verified, 1 some were not, 2 the command was not understood."""

    help = "Makes takes by all installed models and modes, makes them again from their recipes in "
    help += "fresh processes, and tells how many came out the same, note for note."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        told = parser.add_mutually_exclusive_group(required=True)
        told.add_argument("--all-modes", type=int, metavar="N", help="so many takes in all")
        told.add_argument("--takes", type=Path, help="takes of a file, in this process, as JSON")
        parser.add_argument(
            "--kernel",
            action="append",
            default=[],
            metavar="NAME",
            help="also under this kernel of OpenBLAS (Nehalem, Haswell ...); as often as wished",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["takes"]:
            self.stdout.write(json.dumps(trial.replay_here(options["takes"])))
            return
        if not 0 < options["all_modes"] <= 10_000:
            raise CommandError("--all-modes is a number from 1 to 10,000.")
        takes = list(map(trial.make, trial.wishes(options["all_modes"])))
        made = f"{len(takes)} takes, made under {trial.kernel_here()}: {counted(takes)}"
        self.stdout.write(made)
        if not self._checked(takes, ["", *options["kernel"]]):
            raise CommandError("Not every take was verified.")

    def _checked(self, takes: Sequence[Taken], kernels: Sequence[str]) -> bool:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "takes"
            trial.keep(takes, file)
            found = [trial.replay_under(kernel, file) for kernel in kernels]
        for one in found:
            self.stdout.write(
                f"verified in a fresh process under {one.name}: {_of(one.verified, takes)}"
            )
            self._told(takes, one)
        named = sum(map(trial.changed_note_named, takes))
        self.stdout.write(f"one note changed, found and named: {_of(named, takes)}")
        exchanged = sum(map(trial.exchanged_model_told, takes))
        self.stdout.write(f"model exchanged, told as not reproducible: {_of(exchanged, takes)}")
        figures = [*(one.verified for one in found), named, exchanged]
        return all(figure == len(takes) for figure in figures)

    def _told(self, takes: Sequence[Taken], kernel: trial.Kernel) -> None:
        for take, one in zip(takes, kernel.replays, strict=True):
            if one.why:
                recipe = take.recipe
                words = one.in_words(recipe["model"])
                self.stdout.write(f"  {recipe['model']} seed {recipe['seed']}: {words}")


def counted(takes: Sequence[Taken]) -> str:
    """How many of each model and mode."""
    names = Counter(
        f"{take.recipe['model']} {take.recipe['parameters'].get(trial.MODE, '')}".strip()
        for take in takes
    )
    return ", ".join(f"{name} {count}" for name, count in names.items())


def _of(count: int, takes: Sequence[Taken]) -> str:
    return f"{count} of {len(takes)}"
