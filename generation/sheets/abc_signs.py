"""The signs of a line of ABC notation, one after the other."""

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

LENGTH = r"(\d{0,4}(?:/+\d{0,4}|/*))"
NOTE = rf"(?P<note>(\^\^|__|[\^_=])?([A-Ga-g])([,']*){LENGTH})"
SIGNS = re.compile(
    "|".join(
        [
            r"(?P<comment>%.*)",
            r"(?P<inline>\[[A-Za-z]:[^\]\n]{0,200}\])",
            r'(?P<quoted>"[^"\n]{0,200}")',
            r"(?P<decoration>![^!\n]{1,30}!|\+[^+\s]{1,30}\+|[.~HLMOPSTuv](?=[\^_=A-Ga-g\[\"!.~{z]))",
            r"(?P<grace>\{[^}\n]{0,200}\})",
            r"(?P<bar>:*\|[|\]:]*|\[\||::+)(?P<ending>\s*\[?\d[\d,.\-]*(?![/\d]))?",
            r"(?P<volta>\[\d[\d,.\-]*)",
            r"(?P<tuplet>\((\d)(?::(\d?))?(?::(\d?\d?))?)",
            NOTE,
            rf"(?P<rest>([zxZX]){LENGTH})",
            rf"(?P<open>\[)|(?P<close>\]{LENGTH})",
            r"(?P<tie>-)",
            r"(?P<broken>>+|<+)",
            r"(?P<overlay>&)",
            r"(?P<slur>[()])",
            r"(?P<space>[\s\\`y*]+)",
            r"(?P<unknown>.)",
        ]
    )
)


class Sign(NamedTuple):
    """What a sign is, and its text."""

    kind: str
    text: str
    found: re.Match[str]


def signs_in(line: str) -> Iterator[Sign]:
    for found in SIGNS.finditer(line):
        kind = found.lastgroup or "unknown"
        if found["bar"] is not None:
            kind = "bar"
        yield Sign(kind, found[0], found)


def length_of(text: str) -> Fraction:
    """So many units: `2`, `3/2`, `/`, `//`."""
    over, slash, under = text.partition("/")
    length = Fraction(int(over or 1))
    if not slash:
        return length
    halves = 1 + under.count("/")
    below = under.strip("/")
    if below:
        return length / (int(below) or 1)
    return length / 2 ** min(halves, 6)
