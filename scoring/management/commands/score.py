"""`manage.py score FILE.mid ...`: the metrics of songs beside the real music of a genre."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
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
            "--seed",
            default="",
            help="the draw of a challenge, as it tells it at its end (the public draw)",
        )
        parser.add_argument(
            "--json", action="store_true", help="print one JSON list instead of a table"
        )

    def handle(
        self, *, files: list[Path], genre: str, seed: str, json: bool, **options: Any
    ) -> None:
        unread: list[str] = []
        judged: list[tuple[Path, Song, Report]] = []
        for file in files:
            try:
                upload = read_upload(file.read_bytes())
                for remark in (*upload.changed, *upload.dropped):
                    self.stderr.write(f"{file}: {remark.message}")
                judged.append((file, upload.song, judge(upload.song, genre, seed)))
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
    return json.dumps([_row(*one) for one in judged], indent=1)


def _row(file: Path, song: Song, report: Report) -> dict[str, Any]:
    return {
        "file": str(file),
        "digest": song.digest,
        "metrics": report.values,
        "groups": report.groups,
        "score": report.score,
        "genre": report.genre,
        "version": report.version,
        "seed": report.seed,
        "findings": [asdict(finding) for finding in report.findings],
        "left_out": dict(report.left_out),
    }


def _as_table(file: Path, song: Song, report: Report) -> str:
    score = (
        "none: at least 8 bars and 32 notes are needed"
        if report.score is None
        else f"{report.score:.0f} of 100"
    )
    lines = [f"{file}", f"  score beside {report.reference}: {score}"]
    lines += [f"  - {finding.sentence}" for finding in report.findings]
    lines += [f"  left out: {count} {reason}" for reason, count in report.left_out.items()]
    for reading in report.metrics.values():
        value = "-" if reading.value is None else f"{reading.value:.3f}"
        lines.append(f"  {reading.label:26}{value:>9}  {reading.verdict}")
    return "\n".join(lines)
