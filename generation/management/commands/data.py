"""`manage.py data`: the music that networks learn from. `build` packs archives for a technique, or
makes archives from clones of their sources; `arranged` makes the packs of the repository again;
`list` and `describe` tell what is there; `release` and `take` pass packs on."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from generation.management.data import ACTIONS
from generation.training.packs import BadPack


class Command(BaseCommand):
    """Exit status: 0 done, 1 the data could not be read or is not what it should be, 2 not
    understood."""

    help = "Builds, lists, releases and takes the data that networks are trained on."

    def add_arguments(self, parser: CommandParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        for name, action in ACTIONS.items():
            action.add_arguments(actions.add_parser(name, help=action.help))

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            for line in ACTIONS[options["action"]].run(options):
                sys.stdout.write(line + "\n")
                sys.stdout.flush()
        except BadPack as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(
                f"The data pack cannot be used: {error.filename} ({error.strerror})."
            ) from error
