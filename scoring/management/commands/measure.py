"""`manage.py measure FILE.mid ...`: every metric of the registry, beside no genre."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from generation.music.song import Song
from generation.music.upload import UploadError, read_upload
from scoring.metrics import REGISTRY, measure

Values = dict[str, float | None]


class Command(BaseCommand):
    help = "Measures MIDI files by every metric there is. Exit status 1 when one cannot be read."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE.mid", type=Path)
        parser.add_argument(
            "--json", action="store_true", help="print one JSON list instead of a table"
        )

    def handle(self, *, files: list[Path], json: bool, **options: Any) -> None:
        unread: list[str] = []
        measured: list[tuple[Path, Song, Values]] = []
        for file in files:
            try:
                song = read_upload(file.read_bytes()).song
                measured.append((file, song, measure(song, REGISTRY)))
            except OSError as error:
                unread.append(f"{file}: {error.strerror}")
            except UploadError as error:
                unread.append(f"{file}: {error.message}")
        tables = "\n\n".join(_as_table(file, values) for file, _, values in measured)
        self.stdout.write(_as_json(measured) if json else tables)
        if unread:
            raise CommandError("\n".join(unread))


def _as_json(measured: list[tuple[Path, Song, Values]]) -> str:
    rows = [
        {"file": str(file), "digest": song.digest, "metrics": values}
        for file, song, values in measured
    ]
    return json.dumps(rows, indent=1, allow_nan=False)


def _as_table(file: Path, values: Values) -> str:
    lines = [str(file)]
    for metric in REGISTRY:
        value = values[metric.name]
        figure = "-" if value is None else f"{value:.3f}"
        about = f"{metric.unit} ({metric.direction}; {metric.source})"
        lines.append(f"  {metric.label:28}{figure:>9}  {about}")
    return "\n".join(lines)
