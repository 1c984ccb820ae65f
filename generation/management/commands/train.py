"""`manage.py train TECHNIQUE ...`: `python -m generation.train` by another name."""

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from generation.train import NOT_UNDERSTOOD, NotTrained, train_to_end
from generation.train_choices import add_arguments


class Command(BaseCommand):
    """Exit status: 0 trained to its end, 1 nothing was learnt, 2 not understood."""

    help = (
        "Trains a network on the data pack. Prints one JSON line an epoch; run it again to "
        "go on after a stop."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            for line in train_to_end(options):
                sys.stdout.write(json.dumps(line) + "\n")
                sys.stdout.flush()
        except NotTrained as error:
            raise CommandError(
                str(error), returncode=2 if error.status == NOT_UNDERSTOOD else 1
            ) from error
