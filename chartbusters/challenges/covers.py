"""The cover of a challenge where it has no picture: an SVG of a melody, drawn from its address and
its colours, the same each time."""

from random import Random
from typing import Any, NamedTuple

from django.urls import reverse

from chartbusters.challenges.models import Palette

WIDTH, HEIGHT = 800, 450
# For each palette: the night behind, the light in it, and three colours of notes.
COLOURS: dict[str, tuple[str, str, str, str, str]] = {
    Palette.EMBER: ("#1d1210", "#5a2214", "#ff9a6c", "#ffd0a8", "#e0532a"),
    Palette.LAGOON: ("#0b1a1b", "#0f4a4a", "#5fcfc1", "#c2f0e6", "#2a9c94"),
    Palette.GOLD: ("#1b1608", "#57430c", "#ecc24f", "#fff0bd", "#c2912a"),
    Palette.ORCHID: ("#1a111b", "#4f2450", "#e5a3d6", "#f9d9f1", "#b65fa8"),
    Palette.SKY: ("#0d1520", "#1d4169", "#8abcf2", "#d8eaff", "#4b86c6"),
    Palette.MEADOW: ("#10180b", "#30511a", "#a8d266", "#e2f5bf", "#6f9c38"),
    Palette.ROSE: ("#1d0f15", "#5c1c37", "#ff93b3", "#ffd6e2", "#d14c78"),
    Palette.STONE: ("#121618", "#37444c", "#b7c1c8", "#eef2f4", "#7d8b94"),
}
STEPS = [0, 2, 4, 7, 9, 12, 14, 16, 19]  # of a pentatonic scale, so that it looks like a tune


class Bar(NamedTuple):
    x: int
    y: int
    width: int


def cover_address(challenge: Any) -> str:
    """Another one as soon as the cover is, so that browsers may keep what they have had."""
    return reverse("challenge-cover", args=[challenge.slug, cover_name(challenge)])


def cover_name(challenge: Any) -> str:
    return f"{challenge.picture[:16]}.jpg" if challenge.picture else f"{challenge.palette}.svg"


def cover_svg(*, slug: str, palette: str) -> str:
    """An SVG without words, scripts or styles."""
    night, glow, *notes = COLOURS.get(palette, COLOURS[Palette.EMBER])
    (x, y, size), voices = drawing_of(slug=slug)
    light = (
        f'<radialGradient id="g" gradientUnits="userSpaceOnUse" cx="{x}" cy="{y}" r="{size}">'
        f'<stop offset="0" stop-color="{glow}"/><stop offset="1" stop-color="{night}"/>'
        "</radialGradient>"
    )
    lines = "".join(f'<path d="M0 {HEIGHT // 2 + 34 * k}h{WIDTH}"/>' for k in range(-2, 3))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f"<defs>{light}</defs>"
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="url(#g)"/>'
        f'<g stroke="{notes[0]}" stroke-opacity="0.16" stroke-width="2" fill="none">{lines}</g>'
        f"{''.join(_voice(voices[number], notes[number], number) for number in range(3))}</svg>"
    )


def drawing_of(*, slug: str) -> tuple[tuple[int, int, int], list[list[Bar]]]:
    """Where the light stands and how far it reaches, and the bars of three voices."""
    draw = Random(f"{slug} 1")
    light = draw.randint(80, 720), draw.randint(60, 200), draw.randint(260, 420)
    return light, [_bars(draw, voice) for voice in range(3)]


def _bars(draw: Random, voice: int) -> list[Bar]:
    """One line of notes from left to right, the first the melody and the others slower."""
    step, x, bars = draw.randint(2, 6), draw.randint(-30, 30), []
    while x < WIDTH:
        length = draw.choice([28, 28, 58, 58, 88, 118]) * (1 + voice) // (1 + voice // 2)
        step += draw.choice([-2, -1, -1, 0, 1, 1, 2])
        step = abs(step) if step < len(STEPS) else 2 * len(STEPS) - 3 - step  # back from the edges
        y = HEIGHT - 120 + 34 * voice - 14 * STEPS[step] + 40 * voice
        if draw.random() < 0.86 - 0.14 * voice:
            bars.append(Bar(x, y, length - 8))
        x += length
    return bars


def _voice(bars: list[Bar], colour: str, voice: int) -> str:
    drawn = (f'<rect x="{x}" y="{y}" width="{width}" height="18" rx="9"/>' for x, y, width in bars)
    return f'<g fill="{colour}" fill-opacity="{0.95 - 0.25 * voice:.2f}">{"".join(drawn)}</g>'
