"""`manage.py backup FOLDER`: the whole site in one folder, while it runs."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from chartbusters.ops.backups.making import backup_make
from chartbusters.ops.backups.manifest import Refused

SHOWN = 5


class Command(BaseCommand):
    help = (
        "Copies database, recordings and secret key into a new folder, of one moment, while "
        "the site runs."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="a folder that is not there yet")

    def handle(self, *, folder: Path, **options: Any) -> None:
        try:
            made = backup_make(folder.resolve())
        except Refused as refused:
            raise CommandError(str(refused)) from None
        except OSError as error:
            raise CommandError(
                f"The backup could not be written, and nothing of it was left: {error}"
            ) from None
        size = sum(size for size, _ in made.manifest.files.values())
        self.stdout.write(
            f"{folder}: {len(made.manifest.files)} files, {size:,} bytes, as of "
            f"{made.manifest.made_at}"
        )
        if not made.manifest.secret_key:
            self.stdout.write(
                "SECRET_KEY comes from the environment and is not in it: keep it with the backup."
            )
        if made.missing:
            told = ", ".join(made.missing[:SHOWN])
            self.stdout.write(
                f"{len(made.missing)} files that rows speak of are lost, in the site as here: "
                f"{told}"
            )
