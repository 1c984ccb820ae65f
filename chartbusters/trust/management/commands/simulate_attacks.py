"""Plays attacks against this code's own pairing, caps, weights and board, and prints how far they
come."""

import math
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from chartbusters.challenges.models import Challenge
from chartbusters.trust.simulation.cells import FIRST_SEED, QUICK_SHARES, SHARES, simulated
from chartbusters.trust.simulation.contest import Rules
from chartbusters.trust.simulation.report import as_json, as_markdown
from chartbusters.voting.selectors import MOST_SKIPS

SEEDS, QUICK_SEEDS = 40, 4


class Command(BaseCommand):
    help = (
        "Simulates attacks on a vote (100 entries, 400 honest voters) and prints a table; with "
        "--out also as JSON beside it. Touches no data."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--quick", action="store_true", help="in some two minutes")
        parser.add_argument(
            "--seeds", type=int, help=f"paired seeds a line: {SEEDS}, or {QUICK_SEEDS} when quick"
        )
        parser.add_argument(
            "--first-seed",
            type=int,
            default=FIRST_SEED,
            help="the weighing's figures were chosen on seeds below 100; report on others",
        )
        parser.add_argument("--processes", type=int, default=2)
        parser.add_argument(
            "--minutes", type=float, default=math.inf, help="report what is done after so many"
        )
        parser.add_argument("--out", type=Path, help="a file for the table; JSON goes beside it")

    def handle(self, *, quick: bool, seeds: int | None, out: Path | None, **options: Any) -> None:
        started, first, processes = time.monotonic(), options["first_seed"], options["processes"]
        count = seeds or (QUICK_SEEDS if quick else SEEDS)
        report = simulated(
            seeds=range(first, first + count),
            shares=QUICK_SHARES if quick else SHARES,
            rules=_rules(),
            processes=processes,
            minutes=options["minutes"],
            told=self._told,
        )
        table = as_markdown(report)
        self.stdout.write(table)
        minutes = (time.monotonic() - started) / 60
        self.stdout.write(
            f"{report.seeds} seeds from {first} on, {processes} processes, {minutes:.1f} minutes."
        )
        if out:
            out.write_text(table)
            out.with_suffix(".json").write_text(as_json(report))

    def _told(self, done: int, of: int) -> None:
        self.stderr.write(f"{done} of {of} seeds")


def _rules() -> Rules:
    """The caps as they stand in this code."""
    default = Challenge()
    return Rules(turns_each=default.turns_each, pairs_each=default.pairs_each, skips=MOST_SKIPS)
