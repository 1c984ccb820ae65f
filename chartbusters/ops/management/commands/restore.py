"""`manage.py restore FOLDER`: the site as a backup has it."""

from argparse import ArgumentParser
from contextlib import closing
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from chartbusters.ops.backups.manifest import Refused
from chartbusters.ops.backups.restoring import backup_check, backup_restore
from chartbusters.ops.only_one import only_one

LOST = """What was made after {made_at} is not in it. Mail that waited then is sent, perhaps
once more; takes and recordings that were in work begin again; who was erased since is back, and
wants to be erased again.
Now: manage.py migrate, then start the site."""


class Command(BaseCommand):
    help = (
        "Puts a backup back into an empty site, or with --replace into one that is put "
        "aside. The site is stopped."
    )
    requires_system_checks = ()  # they may look into a database that is not there yet

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="what `manage.py backup` made")
        parser.add_argument(
            "--replace", action="store_true", help="put aside the site that is here"
        )
        parser.add_argument(
            "--check", action="store_true", help="only look whether the backup is whole"
        )

    def handle(self, *, folder: Path, replace: bool, check: bool, **options: Any) -> None:
        try:
            if check:
                manifest = backup_check(folder)
                self.stdout.write(
                    f"{folder} is whole: {len(manifest.files)} files, as of {manifest.made_at}."
                )
                return
            with closing(only_one()):
                restored = backup_restore(folder.resolve(), replace=replace)
        except Refused as refused:
            raise CommandError(str(refused)) from None
        except OSError as error:
            raise CommandError(f"The backup could not be put back: {error}") from None
        self.stdout.write(f"The site is as it was at {restored.manifest.made_at}.")
        if restored.aside:
            self.stdout.write(
                f"The one that was here lies in {restored.aside}; delete it when you are sure."
            )
        if not restored.manifest.secret_key:
            self.stdout.write(
                "The key is not in the backup: set SECRET_KEY as it was, or everybody signs in "
                "anew."
            )
        self.stdout.write(LOST.format(made_at=restored.manifest.made_at))
