"""What a page holds of a run already, in one word that it sends back: so an answer holds only what
is new to it."""

import re
from typing import NamedTuple

LONGEST = 1000  # letters; no run has curves for more
_NUMBER = re.compile(r"[0-9]{1,18}")


class Held(NamedTuple):
    """How far a curve was told."""

    stride: int
    steps: int


class Cursor(NamedTuple):
    """Nothing is held by a page that has just come."""

    word: str = ""  # how the run stood, see `standing.py`
    epoch: int = 0  # key of the last epoch, and how many there were
    epochs: int = 0
    event: int = 0  # key of the last event
    curves: dict[int, Held] = {}

    def write(self) -> str:
        curves = (f"{key}:{stride}:{steps}" for key, (stride, steps) in self.curves.items())
        return "~".join([self.word, *map(str, self[1:4]), ",".join(curves)])


def read_cursor(text: str) -> Cursor:
    """What a page has sent; whatever is no cursor of ours holds nothing but a word."""
    word, *rest = text[: LONGEST + 1].split("~")
    numbers, curves = rest[:3], rest[3:]
    well = len(text) <= LONGEST and len(rest) == 4 and all(map(_NUMBER.fullmatch, numbers))
    if not well:
        return Cursor(word)
    epoch, epochs, event = map(int, numbers)
    return Cursor(word, epoch, epochs, event, _read_curves(curves[0]))


def _read_curves(text: str) -> dict[int, Held]:
    parts = [part.split(":") for part in text.split(",")]
    told = [part for part in parts if len(part) == 3 and all(map(_NUMBER.fullmatch, part))]
    return {int(key): Held(int(stride), int(steps)) for key, stride, steps in told}
