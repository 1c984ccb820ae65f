"""The picture of a challenge that has none: a phrase on five lines, drawn from its slug, always the
same."""

import hashlib
from typing import NamedTuple

HUES = 7  # colours of tracks
NOTES = 7


class Head(NamedTuple):
    """A note on a picture of 320 by 180."""

    x: int
    y: int
    stem: int  # where its stem ends
    at: int  # where it stands


class Placeholder(NamedTuple):
    hue: int
    heads: list[Head]


def placeholder_of(*, slug: str) -> Placeholder:
    """A walk of small steps, as melodies are."""
    drawn = hashlib.blake2b(slug.encode(), digest_size=NOTES + 2).digest()
    step, heads = drawn[0] % 9, []
    for place, byte in enumerate(drawn[1 : NOTES + 1]):
        step = min(9, max(0, step + byte % 7 - 3))
        y = 135 - 9 * step
        heads.append(Head(42 + 40 * place, y, y + (-46 if y > 90 else 46), 1 if y > 90 else -1))
    return Placeholder(1 + drawn[-1] % HUES, heads)
