"""Contrast of the colours in both themes, as WCAG 2.2 asks (1.4.3 text, 1.4.11 everything else that
matters)."""

import re
from itertools import product
from pathlib import Path

import pytest

CSS = Path(__file__).resolve().parents[2] / "static" / "css"
LINE = re.compile(r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);")
RULES = "".join((CSS / file).read_text() for file in ("tokens.css", "roll.css"))
COLOURS = {name: (light, dark) for name, light, dark in LINE.findall(RULES)}

TRACKS = [f"track-{number}" for number in range(1, 9)]
GROUNDS = ["paper", "surface", "sunken"]
TEXT = [
    *product(("ink", "ink-soft", "link", "accent", "good", "warn", "bad"), GROUNDS),
    *[("on-accent", "accent"), ("on-accent", "accent-strong"), ("accent-strong", "accent-soft")],
    *[(tone, f"{tone}-soft") for tone in ("good", "warn", "bad")],
    *[("ink", f"{tone}-soft") for tone in ("good", "warn", "bad")],
    ("roll-text", "roll-background"),
    ("roll-text", "roll-black-row"),
    *[("paper", f"track-{number}") for number in range(1, 9)],  # the letter on an avatar
]
SHAPES = [
    *[("focus", ground) for ground in (*GROUNDS, "roll-background")],
    *[("border-strong", ground) for ground in GROUNDS],
    *product(TRACKS, ("roll-background", "roll-black-row")),
    *[(line, "roll-background") for line in ("roll-playhead", "roll-cursor")],
]


def luminance(colour: str) -> float:
    """Relative luminance of a `#rrggbb` colour, as WCAG 2.2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_the_formula_is_right() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "back"), TEXT)
def test_text_can_be_read(front: str, back: str, theme: int) -> None:
    assert contrast(COLOURS[front][theme], COLOURS[back][theme]) >= 4.5


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "back"), SHAPES)
def test_shapes_can_be_seen(front: str, back: str, theme: int) -> None:
    assert contrast(COLOURS[front][theme], COLOURS[back][theme]) >= 3
