"""Lengths as they are written: values with dots, tuplets within a beat, ties over all lines."""

from dataclasses import dataclass, field

from generation.sheets.bars import Bar
from generation.sheets.voices import Struck

VALUES = {
    7680: "breve",
    3840: "whole",
    1920: "half",
    960: "quarter",
    480: "eighth",
    240: "16th",
    120: "32nd",
    60: "64th",
}
TINY = "128th"  # what is on no line
TUPLETS = ((3, 2), (5, 4), (7, 4))  # so many in the time of so many
FINEST = 60


@dataclass(slots=True)
class Piece:
    """What one sign stands for: a chord or a part of it, or a rest. `tuplet` says so many in the
    time of so many; `marks` where its bracket begins and ends."""

    start: int
    end: int
    struck: Struck | None
    value: str = ""
    dots: int = 0
    tuplet: tuple[int, int] | None = None
    marks: list[str] = field(default_factory=list)
    beams: list[str] = field(default_factory=list)
    whole: bool = False  # a rest of a whole bar

    @property
    def tied_from(self) -> bool:
        return self.struck is not None and self.struck.onset < self.start

    @property
    def tied_on(self) -> bool:
        return self.struck is not None and self.struck.end > self.end


def pieces_of(voice: list[Struck], bar: Bar) -> list[Piece]:
    """The signs of one voice in one bar, with rests where nothing sounds."""
    sounding = [one for one in voice if one.onset < bar.stop and one.end > bar.start]
    if not sounding:
        return [Piece(bar.start, bar.stop, None, whole=True)]
    pieces: list[Piece] = []
    for start, stop, tuplet in _regions(sounding, bar):
        fresh = []
        for piece in _spans(sounding, start, stop):
            fresh.extend(_signs(piece, bar, tuplet))
        if tuplet:
            fresh[0].marks.append("start")
            fresh[-1].marks.append("stop")
        pieces.extend(fresh)
    return pieces


def _regions(sounding: list[Struck], bar: Bar) -> list[tuple[int, int, tuple[int, int] | None]]:
    """Windows that are tuplets, and what lies between them."""
    edges = {one.onset for one in sounding} | {one.end for one in sounding}
    regions: list[tuple[int, int, tuple[int, int] | None]] = []
    for start in range(bar.start, bar.stop, bar.window):
        stop = min(start + bar.window, bar.stop)
        tuplet = _tuplet([edge - start for edge in edges if start < edge < stop], stop - start)
        if not tuplet and regions and not regions[-1][2]:
            regions[-1] = (regions[-1][0], stop, None)
        else:
            regions.append((start, stop, tuplet))
    return regions


def _tuplet(edges: list[int], size: int) -> tuple[int, int] | None:
    """What makes all edges inside a window plain; None where they are so by themselves."""
    if not any(edge % FINEST for edge in edges) or size not in VALUES:
        return None
    for actual, normal in TUPLETS:
        if not any(edge * actual % (FINEST * normal) for edge in edges):
            return actual, normal
    return None


def _spans(sounding: list[Struck], start: int, stop: int) -> list[Piece]:
    """Chords and rests one after the other, from `start` to `stop`."""
    spans, now = [], start
    for one in sounding:
        first, last = max(one.onset, start), min(one.end, stop)
        if last <= first:
            continue
        if first > now:
            spans.append(Piece(now, first, None))
        spans.append(Piece(first, last, one))
        now = last
    if now < stop:
        spans.append(Piece(now, stop, None))
    return spans


def _signs(span: Piece, bar: Bar, tuplet: tuple[int, int] | None) -> list[Piece]:
    """The span as signs that there are."""
    scale = tuplet or (1, 1)
    origin = bar.start if not tuplet else span.start - (span.start - bar.start) % bar.window
    signs: list[Piece] = []
    now = span.start
    while now < span.end:
        length = _length(now - origin, span.end - now, bar, scale, rest=span.struck is None)
        plain = length * scale[0] // scale[1]
        dots = plain not in VALUES and plain * 2 // 3 in VALUES
        value = VALUES.get(plain * 2 // 3 if dots else plain, TINY)
        signs.append(Piece(now, now + length, span.struck, value, int(dots), tuplet))
        now += length
    return signs


def _length(at: int, most: int, bar: Bar, scale: tuple[int, int], *, rest: bool) -> int:
    """The longest sign that may stand so far into the bar (or the tuplet)."""
    actual, normal = scale
    for value in VALUES:
        for plain in (value * 3 // 2, value):
            length, odd = divmod(plain * normal, actual)
            if odd or length > most or (rest and plain != value and not bar.compound):
                continue
            if _stands(at * actual / normal, plain, value, bar, scale, rest=rest):
                return length
    return most


def _stands(
    at: float, plain: int, value: int, bar: Bar, scale: tuple[int, int], *, rest: bool
) -> bool:
    """Whether a sign hides no beat that people look for."""
    if scale != (1, 1):
        return True
    if bar.compound:
        return _in_threes(at, plain, bar)
    if plain != value:
        return at % (value // 2) == 0 and (value <= 480 or at % 960 == 0 or at % value == 480)
    return at % (value if rest else value // 2) == 0


def _in_threes(at: float, plain: int, bar: Bar) -> bool:
    """In compound time: inside of one beat, or of whole beats from one on."""
    beat = bar.beam
    inside = at % beat
    return (inside + plain <= beat and inside % min(plain, beat // 3) == 0) or (
        inside == 0 and plain % beat == 0
    )
