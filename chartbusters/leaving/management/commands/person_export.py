"""Writes all that is a person's into one archive."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from chartbusters.accounts.models import User
from chartbusters.leaving.archive import archive_write


class Command(BaseCommand):
    help = (
        "Writes all that is a person's into a ZIP, however large: account, songs, "
        "recordings, entries, votes, jobs."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, username: str, file: Path, **options: Any) -> None:
        person = User.objects.filter(username=username).first()
        if person is None:
            raise CommandError(f"There is nobody called {username}.")
        if file.exists():
            raise CommandError(f"{file} is there already and was left as it is.")
        with file.open("xb") as opened:
            archive_write(opened, person=person, most_bytes=None)
        self.stdout.write(f"{file}: {file.stat().st_size:,} bytes")
