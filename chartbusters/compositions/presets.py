"""Melodies to start from, with what to say about them."""

from dataclasses import dataclass, replace
from functools import cache

from generation.datasets.tunes import TUNES
from generation.music.notation import read_notation
from generation.music.song import Song


@dataclass(frozen=True)
class Preset:
    """A melody with what to say about it. `year` is when it was written, or first printed or
    played."""

    slug: str
    title: str
    composer: str
    year: int
    song: Song

    @property
    def bars(self) -> int:
        return len(self.song.bar_starts())

    @property
    def meter(self) -> str:
        meter = self.song.meters[0]
        return f"{meter.numerator}/{meter.denominator}"

    @property
    def qpm(self) -> int:
        return round(self.song.tempi[0].qpm)


@cache
def presets() -> tuple[Preset, ...]:
    """All melodies, in the order in which they are offered."""
    return tuple(_preset(slug, *tune) for slug, tune in TUNES.items())


def _preset(
    slug: str,
    title: str,
    composer: str,
    year: int,
    meter: tuple[int, int],
    qpm: float,
    program: int,
    text: str,
) -> Preset:
    song = read_notation(text, meter, qpm).with_title(title)
    return Preset(
        slug, title, composer, year, song.with_tracks([replace(song.tracks[0], program=program)])
    )
