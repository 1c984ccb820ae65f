"""Bars of a song, and the windows inside of them in which one counts: a beat, or an eighth of
compound time."""

from bisect import bisect_right
from typing import NamedTuple

from generation.music.song import TICKS_PER_QUARTER, Meter, Song

MAX_BARS = 4_000
MAX_CELLS = 20_000  # bars of all tracks
EIGHTH = TICKS_PER_QUARTER // 2


class SheetError(ValueError):
    """The song cannot be written down; the sentence says why."""


class Bar(NamedTuple):
    """From `start` up to `stop` in ticks. `number` counts from 1."""

    number: int
    start: int
    stop: int
    meter: Meter
    changes: bool  # whether its time signature is said here

    @property
    def whole(self) -> bool:
        return self.stop - self.start == self.meter.bar_ticks

    @property
    def compound(self) -> bool:
        """Beats of three, as in 6/8."""
        numerator, denominator = self.meter.numerator, self.meter.denominator
        return denominator >= 8 and numerator % 3 == 0 and numerator > 3

    @property
    def window(self) -> int:
        """Ticks within which lengths divide by two, or by three."""
        beat = 4 * TICKS_PER_QUARTER // self.meter.denominator
        return min(beat, TICKS_PER_QUARTER)

    @property
    def beam(self) -> int:
        """Ticks over which a beam reaches."""
        unit = 4 * TICKS_PER_QUARTER // self.meter.denominator
        return 3 * unit if self.compound else max(unit, TICKS_PER_QUARTER)


class Bars:
    """All bars of a song, found by tick."""

    def __init__(self, song: Song) -> None:
        check_size(song)
        starts = song.bar_starts(max(song.end, 1))
        stops = [*starts[1:], 0]
        at = {meter.tick: meter for meter in song.meters}
        self.all: list[Bar] = []
        meter = song.meters[0]
        for number, (start, stop) in enumerate(zip(starts, stops, strict=True), 1):
            meter = at.get(start, meter)
            end = stop or start + meter.bar_ticks
            self.all.append(Bar(number, start, end, meter, start in at))
        self._starts = starts
        self.stop = self.all[-1].stop

    def at(self, tick: int) -> Bar:
        """The bar in which a tick lies; the last one for all after it."""
        return self.all[max(0, bisect_right(self._starts, tick) - 1)]

    def window_at(self, tick: int) -> tuple[int, int]:
        """Start and end of the window of a tick."""
        bar = self.at(tick)
        start = bar.start + (tick - bar.start) // bar.window * bar.window
        return start, min(start + bar.window, max(bar.stop, start + 1))


def check_size(song: Song) -> None:
    """Raises `SheetError` for a song of too many bars, before they are counted one by one."""
    end, count = max(song.end, 1), 0
    for place, meter in enumerate(song.meters):
        stop = song.meters[place + 1].tick if place + 1 < len(song.meters) else end
        count += max(0, min(stop, end) - meter.tick) // meter.bar_ticks + 1
    tracks = max(1, len(song.tracks))
    if count > MAX_BARS or count * tracks > MAX_CELLS:
        raise SheetError(
            f"This song has {count:,} bars of {tracks} tracks, more than can be written down as a "
            "sheet. Its MIDI file has them all."
        )
