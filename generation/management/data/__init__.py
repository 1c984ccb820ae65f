"""The actions of `manage.py data`, one a file: their options, and what they do, line by line."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from django.core.management.base import CommandParser

from generation.management.data import arranging, building, describing, listing, releasing


class Action(NamedTuple):
    """Modules import what reads music when they run: `manage.py help` must not wait for it."""

    help: str
    add_arguments: Callable[[CommandParser], None]
    run: Callable[[dict[str, Any]], Iterator[str]]


ACTIONS: Mapping[str, Action] = {
    "build": Action(building.HELP, building.add_arguments, building.run),
    "arranged": Action(arranging.HELP, arranging.add_arguments, arranging.run),
    "list": Action(listing.HELP, listing.add_arguments, listing.run),
    "describe": Action(describing.HELP, describing.add_arguments, describing.run),
    "release": Action(releasing.RELEASE_HELP, releasing.add_release_arguments, releasing.release),
    "take": Action(releasing.TAKE_HELP, releasing.add_take_arguments, releasing.take),
}
