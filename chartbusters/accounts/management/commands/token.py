"""`manage.py token NAME`: a token for the API, for somebody who cannot get at the page."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from chartbusters.accounts.selectors import person_by_name
from chartbusters.accounts.services import token_create
from chartbusters.web.errors import Refusal


class Command(BaseCommand):
    help = (
        "Makes a token with which a program acts as a person, and prints it; it cannot be "
        "shown again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--name", default="Made by the operator", help="what it is for")
        parser.add_argument(
            "--days", type=int, help="how long it lasts; without, until it is taken away"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        person = person_by_name(username=options["username"])
        if person is None:
            raise CommandError(f"There is nobody called {options['username']}.")
        try:
            _, secret = token_create(owner=person, name=options["name"], days=options["days"])
        except Refusal as refusal:
            raise CommandError(refusal.message) from refusal
        self.stdout.write(secret)
