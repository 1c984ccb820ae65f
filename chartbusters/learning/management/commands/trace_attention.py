"""Writes what the capsule of the Transformer shows, by the installed model."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from chartbusters.learning.attention.checking import differences, misheard
from chartbusters.learning.attention.continuing import carry_on
from chartbusters.learning.attention.trace import make_trace
from generation.catalogue import read_card
from generation.techniques.transformer.inference import load
from generation.whole import write_whole

FILE = Path(settings.BASE_DIR) / "static" / "learning" / "attention.json"


class Command(BaseCommand):
    """Exit status: 0 written, or as it was; 1 with `--check`: the file is another one."""

    help = (
        "Writes static/learning/attention.json: a tune carried on by the Transformer here, what "
        "each note listened to, and the same with heads muted, a short memory, and other dice."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="compare, and write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        made = make_trace(read_card("transformer"))
        if options["check"]:
            self.compare(made)
            return
        FILE.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(made, separators=(",", ":"))
        write_whole(FILE, f"{text}\n".encode())
        self.stdout.write(f"{FILE}: {len(text):,} bytes")

    def compare(self, made: dict[str, Any]) -> None:
        told = json.loads(FILE.read_text())
        weights = load(read_card("transformer"))
        places = [*differences(told, json.loads(json.dumps(made)))]
        places += misheard(told, weights, carry_on(weights))
        if places:
            raise CommandError(f"{len(places)} numbers are others now, the first at {places[0]}")
        self.stdout.write("The file says what the model does.")
