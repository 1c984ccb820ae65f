"""What a rule is made of: what it looks at, which values it takes, and how an organiser chooses
one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from generation.music.song import Song

Value = int | str
Options = Callable[[], list[tuple[str, str]]]


@dataclass(frozen=True)
class Facts:
    """What rules look at: the song, the techniques of which a note is in it, those of the models
    among them that its maker trained here, and how many of its notes are as a model wrote them."""

    song: Song
    techniques: frozenset[str] = frozenset()
    trained: frozenset[str] = frozenset()
    generated: int = 0


class Figure(NamedTuple):
    """A form shows a number with its unit."""

    most: int
    unit: str


class Choice(NamedTuple):
    """A form shows a list to choose from; `several` may stand beside each other."""

    options: Options
    several: bool = False


class Rule(NamedTuple):
    """`label` has a place for the value; `found` gives whether it is met and what was found.

    `wants` says which values a song can meet, `fits` whether one is among them, and `control` how a
    form asks for one.
    """

    label: str
    wants: str
    fits: Callable[[Any], bool]
    found: Callable[[Facts, Any], tuple[bool, str]]
    cure: str
    control: Figure | Choice


def numbered(
    label: str, control: Figure, found: Callable[[Facts, int], tuple[bool, str]], cure: str
) -> Rule:
    """A rule whose value is a number that a song can have."""
    most = control.most
    wants = f"a whole number from 1 to {most}"
    return Rule(label, wants, lambda value: _between(value, most), found, cure, control)


def _between(value: object, most: int) -> bool:
    return type(value) is int and 1 <= value <= most
