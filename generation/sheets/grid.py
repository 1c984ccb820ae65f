"""Where played notes stand on paper: each on the finest line of its beat that it needs, and none
finer."""

from collections import defaultdict
from dataclasses import dataclass

from generation.music.song import Note
from generation.sheets.bars import Bars

# Parts of a window, the plainest first.
DIVISIONS = (1, 2, 4, 3, 6, 8, 5, 12, 16)
PLAYED = (1, 2, 4, 3, 6, 8)  # for what is on no line at all
PLAINER = 0.012  # of a window: so much error one more part may spare
SHORTEST = 60


@dataclass(slots=True)
class Placed:
    """A note, and from where to where it is written."""

    onset: int
    end: int
    note: Note

    @property
    def attack(self) -> int:
        """Ticks that it is played after where it is written."""
        return self.note.onset - self.onset

    @property
    def release(self) -> int:
        return self.note.end - self.end


def place_notes(notes: tuple[Note, ...], bars: Bars) -> list[Placed]:
    """Every note on the lines of its window, in the order in which they are written."""
    lines = _lines(notes, bars)
    placed = [_placed(note, bars, lines) for note in notes]
    placed.sort(key=lambda one: (one.onset, one.end, one.note.pitch))
    _join(placed)
    return placed


def _lines(notes: tuple[Note, ...], bars: Bars) -> dict[int, int]:
    """By the start of each window, into how many parts it is divided."""
    onsets: dict[int, set[int]] = defaultdict(set)
    ends: dict[int, set[int]] = defaultdict(set)
    sizes: dict[int, int] = {}
    for note in notes:
        for tick, found in ((note.onset, onsets), (note.end, ends)):
            start, stop = bars.window_at(tick)
            sizes[start] = stop - start
            found[start].add(tick - start)
    return {start: _division(size, onsets[start], ends[start]) for start, size in sizes.items()}


def _division(size: int, onsets: set[int], ends: set[int]) -> int:
    for wanted in (onsets | ends, onsets):
        if not wanted:
            continue
        for parts in DIVISIONS:
            if size % parts == 0 and not any(tick % (size // parts) for tick in wanted):
                return parts
    return min(PLAYED, key=lambda parts: _cost(parts, size, onsets or ends))


def _cost(parts: int, size: int, ticks: set[int]) -> float:
    unit = size / parts
    missed = sum(abs(tick - round(tick / unit) * unit) for tick in ticks)
    return missed / size / len(ticks) + PLAINER * parts


def _placed(note: Note, bars: Bars, lines: dict[int, int]) -> Placed:
    onset, unit = _nearest(note.onset, bars, lines)
    end, _ = _nearest(note.end, bars, lines)
    onset = min(onset, max(bars.stop - unit, 0))  # the last bar has no next one to round up to
    return Placed(onset, min(max(end, onset + unit), bars.stop), note)


def _nearest(tick: int, bars: Bars, lines: dict[int, int]) -> tuple[int, int]:
    """The line next to a tick, and how far the next one is."""
    start, stop = bars.window_at(tick)
    parts = lines[start]
    unit = max(1, (stop - start) // parts)
    line = start + min(round((tick - start) / unit) * unit, stop - start)
    return line, max(unit, min(SHORTEST, stop - start))


def _join(placed: list[Placed]) -> None:
    """What ends nearly where the next begins, and on no line, is written up to there."""
    after: int | None = None
    for place in range(len(placed) - 1, -1, -1):
        one = placed[place]
        if place + 1 < len(placed) and placed[place + 1].onset > one.onset:
            after = placed[place + 1].onset
        if after is None or not one.release:
            continue
        if abs(after - one.note.end) <= min(240, one.note.length // 2):
            one.end = after
