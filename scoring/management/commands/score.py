"""`manage.py score FILE.mid ...`: the metrics of songs beside the real music of a genre."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from generation.music.song import Song
from generation.music.upload import UploadError, read_upload
from scoring.reference import GENERAL, genres
from scoring.report import Report, judge


class Command(BaseCommand):
    help = (
        "Measures MIDI files and sets them beside the real music of a genre. Exit status 1 "
        "when a file cannot be read."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE.mid", type=Path)
        parser.add_argument(
            "--genre",
            choices=genres(),
            default=GENERAL,
            help=f"real music to compare with ({GENERAL})",
        )
        parser.add_argument(
            "--json", action="store_true", help="print one JSON list instead of a table"
        )

    def handle(self, *, files: list[Path], genre: str, json: bool, **options: Any) -> None:
        unread: list[str] = []
        judged: list[tuple[Path, Song, Report]] = []
        for file in files:
            try:
                upload = read_upload(file.read_bytes())
                for remark in (*upload.changed, *upload.dropped):
                    self.stderr.write(f"{file}: {remark.message}")
                judged.append((file, upload.song, judge(upload.song, genre)))
            except OSError as error:
                unread.append(f"{file}: {error.strerror}")
            except UploadError as error:
                unread.append(f"{file}: {error.message}")
        self.stdout.write(
            _as_json(judged) if json else "\n\n".join(_as_table(*row) for row in judged)
        )
        if unread:
            raise CommandError("\n".join(unread))


def _as_json(judged: list[tuple[Path, Song, Report]]) -> str:
    rows = [
        {
            "file": str(file),
            "digest": song.digest,
            "metrics": report.values,
            "groups": report.groups,
            "score": report.score,
        }
        for file, song, report in judged
    ]
    return json.dumps(rows, indent=1)


def _as_table(file: Path, song: Song, report: Report) -> str:
    score = (
        "none: at least 8 bars and 32 notes are needed"
        if report.score is None
        else f"{report.score:.0f} of 100"
    )
    lines = [f"{file}", f"  score beside {report.reference}: {score}"]
    for reading in report.metrics.values():
        value = "-" if reading.value is None else f"{reading.value:.3f}"
        lines.append(f"  {reading.label:26}{value:>9}  {reading.verdict}")
    return "\n".join(lines)
