"""`manage.py factor_remove NAME`: lets somebody in again who has lost the second factor and the
recovery codes."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from chartbusters.accounts.selectors import person_by_name
from chartbusters.accounts.services import factors_remove


class Command(BaseCommand):
    help = (
        "Takes away the second factor of a person, with the recovery codes. Be sure who "
        "asks for it."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: Any, **options: Any) -> None:
        person = person_by_name(username=options["username"])
        if person is None:
            raise CommandError(f"There is nobody called {options['username']}.")
        if not factors_remove(person=person):
            raise CommandError(f"{person.username} has no second factor. Nothing was changed.")
        self.stdout.write(
            f"{person.username} signs in with the password alone now, and can turn a new factor on."
        )
