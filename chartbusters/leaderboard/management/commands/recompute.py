"""`manage.py recompute EXPORT.json`: computes a board again from its export, without the database,
and says whether it is equal to the last bit."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from chartbusters.leaderboard.recomputing import differences

SHOWN = 5  # differences


class Command(BaseCommand):
    help = "Computes a board again from its export, and says whether it is equal."
    requires_system_checks: list[str] = []  # they would ask for the database

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("export", type=Path, help="votes.json of a board, as it was fetched")

    def handle(self, *, export: Path, **options: Any) -> None:
        try:
            told = json.loads(export.read_bytes())
            found = differences(told if isinstance(told, dict) else {})
        except OSError as error:
            raise CommandError(f"{export} cannot be read: {error.strerror}") from None
        except (ValueError, RecursionError) as error:
            raise CommandError(f"{export}: {error}") from None
        if found:
            for words in found[:SHOWN]:
                self.stdout.write(words)
            raise CommandError(f"NOT EQUAL: {len(found)} differences.")
        self.stdout.write(
            f"EQUAL to the last bit: {len(told['rows'])} rows from {len(told['votes'])} votes "
            f"(rows {told['rows_digest'][:16]}, inputs {told['inputs_digest'][:16]})."
        )
