"""Plays attacks against this code's own pairing, caps, weights and board, and prints how far they
come."""

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

QUICK_SEEDS = 4


class Command(BaseCommand):
    help = (
        "Simulates attacks on a vote (100 entries, 400 honest voters) and prints a table; with "
        "--out also as JSON beside it. Touches no data."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--quick", action="store_true", help="in some two minutes")
        parser.add_argument("--seeds", type=int, default=40, help="paired seeds a cell")
        parser.add_argument(
            "--first-seed",
            type=int,
            default=FIRST_SEED,
            help="the weighing's figures were chosen on seeds below 100; report on others",
        )
        parser.add_argument("--processes", type=int, default=2)
        parser.add_argument("--out", type=Path, help="a file for the table; JSON goes beside it")

    def handle(
        self,
        *,
        quick: bool,
        seeds: int,
        first_seed: int,
        processes: int,
        out: Path | None,
        **_: Any,
    ) -> None:
        started = time.monotonic()
        count = min(seeds, QUICK_SEEDS) if quick else seeds
        report = simulated(
            seeds=range(first_seed, first_seed + count),
            shares=QUICK_SHARES if quick else SHARES,
            rules=_rules(),
            processes=processes,
            told=self._told,
        )
        table = as_markdown(report)
        self.stdout.write(table)
        minutes = (time.monotonic() - started) / 60
        self.stdout.write(
            f"Seeds {first_seed} to {first_seed + count - 1}, {processes} processes, "
            f"{minutes:.1f} minutes."
        )
        if out:
            out.write_text(table)
            out.with_suffix(".json").write_text(as_json(report))

    def _told(self, done: int, of: int) -> None:
        if done % 50 == 0:
            self.stderr.write(f"{done} of {of}")


def _rules() -> Rules:
    """The caps as they stand in this code."""
    default = Challenge()
    return Rules(turns_each=default.turns_each, pairs_each=default.pairs_each, skips=MOST_SKIPS)
