"""`manage.py generate IN.mid OUT.mid --technique gan`: music from the command line."""

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from generation.engine import EngineError, Request, generate
from generation.music.midi import write_midi
from generation.music.upload import UploadError, read_upload
from generation.techniques import TECHNIQUES


class Command(BaseCommand):
    """Exit status: 0 done, 1 the music could not be made, 2 the command was not understood."""

    help = "Makes music from a MIDI file and prints the recipe as one JSON line."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("input", type=Path, help="MIDI file with a melody")
        parser.add_argument("output", type=Path, help="MIDI file to write")
        parser.add_argument("--technique", required=True, help=" or ".join(TECHNIQUES))
        parser.add_argument(
            "--model", help="name of an installed model; the first of the technique otherwise"
        )
        parser.add_argument(
            "--seed", type=int, default=0, help="the same seed gives the same notes (default 0)"
        )
        parser.add_argument(
            "--param",
            action="append",
            default=[],
            metavar="KEY=VALUE",
            help="a parameter of the model",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        parameters = parse_parameters(options["param"])
        try:
            upload = read_upload(options["input"].read_bytes())
            for remark in (*upload.changed, *upload.dropped):
                self.stderr.write(f"{options['input']}: {remark.message}")
            wish = Request(
                options["technique"], upload.song, options["model"], options["seed"], parameters
            )
            made = generate(wish)
            options["output"].write_bytes(write_midi(made.song))
        except (EngineError, UploadError) as error:
            raise CommandError(error.message) from error
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}") from error
        sys.stdout.write(json.dumps(made.recipe) + "\n")


def parse_parameters(pairs: list[str]) -> dict[str, Any]:
    """KEY=VALUE texts as a dictionary; values are checked by the model's card."""
    for pair in pairs:
        if "=" not in pair:
            raise CommandError(f"--param {pair}: write it as KEY=VALUE.", returncode=2)
    parted = [pair.split("=", 1) for pair in pairs]
    return {name: parse_value(text) for name, text in parted}


def parse_value(text: str) -> Any:
    """A number, true, false or a list as JSON has them; else the text itself."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text
