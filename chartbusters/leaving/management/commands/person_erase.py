"""Erases a person; what boards need stays under another name."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from chartbusters.accounts.models import User
from chartbusters.leaving import selectors, services
from chartbusters.web.errors import Refusal


class Command(BaseCommand):
    help = (
        "Erases a person: account, songs, takes, recordings. What boards need stays under "
        "“Former member”."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--yes", action="store_true", help="do not ask")

    def handle(self, *args: Any, username: str, yes: bool, **options: Any) -> None:
        person = User.objects.filter(username=username).first()
        if person is None:
            raise CommandError(f"There is nobody called {username}.")
        mine = selectors.belongings_of(person=person)
        self.stdout.write(
            f"Go: account, {mine.songs} songs, {mine.takes} takes, {mine.entries_gone} entries."
        )
        self.stdout.write(
            f"Stay, under “Former member”: {mine.entries_kept} entries, {mine.votes_kept} votes."
        )
        if not yes and input(f"Type {username} to erase: ") != username:
            raise CommandError("Nothing was erased.")
        try:
            departure = services.person_erase(person=person, by=None)
        except Refusal as refusal:
            raise CommandError(refusal.message) from None
        services.departure_finish(departure=departure)
        self.stdout.write(f"Erased. What stays is called {departure.username}.")
