"""Writes a page on which the same unseen melodies are heard from everybody who accompanies them."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from chartbusters.compositions.sounding import SynthesisError
from chartbusters.listening.page import page_write
from chartbusters.listening.wishes import add_wishes, read_programme


class Command(BaseCommand):
    """Exit status: 0 done, 1 the data could not be read or nothing could be recorded, 2 no such
    model."""

    help = (
        "Writes a page with recordings and pictures of melodies that no model has learnt from, "
        "by people, models and rules. It opens in any browser, without the site."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("out", type=Path, help="folder for the page; made if it is not there")
        add_wishes(parser, melodies=10, seed=1)

    def handle(self, *args: Any, **options: Any) -> None:
        out: Path = options["out"]
        out.mkdir(parents=True, exist_ok=True)
        programme = read_programme(options, guests=True)
        try:
            made = page_write(
                programme=programme, out=out, say=lambda line: self.stderr.write(line)
            )
        except SynthesisError as error:
            raise CommandError(f"A song could not be recorded: {error}") from error
        self.stdout.write(f"{out / 'index.html'}: {len(programme.tunes)} melodies, {made} recorded")
