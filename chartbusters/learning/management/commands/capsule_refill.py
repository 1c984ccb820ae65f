"""Writes what the capsule about rubbing out and refilling shows, anew after a training of the
editor."""

import json
from typing import Any

from django.core.management.base import BaseCommand

from chartbusters.learning.refilling import make_content, refilling_path


class Command(BaseCommand):
    help = "Writes the chorale of the capsule, its edits, and what its notes hear; a minute."

    def handle(self, *args: Any, **options: Any) -> None:
        path = refilling_path()
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(make_content(), separators=(",", ":")) + "\n")
        self.stdout.write(f"{path.name}: {path.stat().st_size:,} bytes")
