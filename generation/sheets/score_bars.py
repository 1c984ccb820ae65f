"""What one bar of a score holds, once it is read; and bars one after the other as a song."""

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from generation.music.document import MAX_MAP, MAX_NOTES
from generation.music.song import DEFAULT_TEMPO_US, ChordSign, Meter, Note, Tempo
from generation.music.upload_error import UploadError
from generation.sheets.repeats import Turns


class Voice(NamedTuple):
    """Who plays a note: a part, and one of its instruments."""

    part: int
    program: int
    drums: bool


class Sung(NamedTuple):
    """A note of a bar, ticks from the bar's beginning."""

    voice: Voice
    note: Note
    attack: int = 0
    release: int = 0
    tied_from: bool = False
    tied_on: bool = False
    layer: str = ""  # the voice in which it is written


@dataclass(slots=True)
class ScoreBar:
    """One bar of all parts. `length` is how far it was filled."""

    length: int = 0
    meter: tuple[int, int] | None = None  # where it is said
    notes: list[Sung] = field(default_factory=list)
    tempi: list[tuple[int, float]] = field(default_factory=list)  # quarters a minute
    chords: list[tuple[int, str]] = field(default_factory=list)
    turns: Turns = field(default_factory=Turns)


@dataclass
class Unrolled:
    """Bars put one after the other."""

    notes: dict[Voice, list[Note]]
    tempi: tuple[Tempo, ...]
    meters: tuple[Meter, ...]
    chords: tuple[ChordSign, ...]


class Unrolling:
    """Goes through bars in the order in which they are played."""

    def __init__(self, counts: Counter[str]) -> None:
        self.counts = counts
        self.now = 0
        self.ticks_left = 0  # of a bar that began and is not full
        self.meter = (4, 4)
        self.notes: dict[Voice, list[Note]] = {}
        # By who plays, pitch and end: in which layer, and the place among the notes.
        self.tied: dict[tuple[Voice, int, int], list[tuple[str, int]]] = {}
        self.tempi = {0: DEFAULT_TEMPO_US}
        self.meters = {0: (4, 4)}
        self.chords: dict[int, str] = {}
        self.total = 0

    def play(self, bars: list[ScoreBar], order: list[int]) -> Unrolled:
        if order:
            self._begin(bars[order[0]], bars[order[1]] if len(order) > 1 else None)
        for turn, place in enumerate(order):
            after = bars[order[turn + 1]] if turn + 1 < len(order) else None
            self._bar(bars[place], after)
        tempi = _tempi(self.tempi)
        meters = _changes(self.meters)
        if max(len(tempi), len(meters)) > MAX_MAP:
            words = f"This score changes its tempo or metre more than {MAX_MAP:,} times."
            raise UploadError("bad_map", words)
        chords = tuple(ChordSign(*each) for each in sorted(self.chords.items()))
        return Unrolled(self.notes, tempi, meters, chords)

    def _begin(self, first: ScoreBar, second: ScoreBar | None) -> None:
        """A first bar that is short is a pick-up and ends on the first bar line."""
        self.meter = first.meter or self.meter
        full = Meter(0, *self.meter).bar_ticks
        if second and not second.meter and 0 < first.length < full:
            self.now = full - first.length
        self.meters[0] = self.meter
        for offset, tempo in first.tempi:
            if not offset:
                self.tempi[0] = self._tempo(tempo)

    def _bar(self, bar: ScoreBar, after: ScoreBar | None) -> None:
        if bar.meter and bar.meter != self.meter:
            self.meter = bar.meter
            self.ticks_left = 0
            self.meters[self.now] = bar.meter
        self._measure(bar, after)
        for sung in bar.notes:
            self._note(sung)
        for offset, tempo in bar.tempi:
            self.tempi[self.now + offset] = self._tempo(tempo)
        for offset, symbol in bar.chords:
            self.chords[self.now + offset] = symbol
        self.now += bar.length

    def _measure(self, bar: ScoreBar, after: ScoreBar | None) -> None:
        """A bar that is not as long as its metre is one of another metre, if there is such; two
        that make up one are one."""
        full = Meter(0, *self.meter).bar_ticks
        if self.now < full and not self.ticks_left and len(self.meters) == 1 and self.now:
            return  # the pick-up
        if self.ticks_left:
            self.ticks_left = max(0, self.ticks_left - bar.length)
            return
        if bar.length in (0, full) or after is None or after.meter:
            return
        if bar.length + after.length == full:
            self.ticks_left = full - bar.length
            return
        if other := _meter_of(bar.length):
            self.meters[self.now] = other
            self.meters[self.now + bar.length] = self.meter

    def _tempo(self, tempo: float) -> int:
        us = round(60e6 / tempo) if tempo > 0 else 0
        bounded = min(max(us, 20_000), 6_000_000)
        self.counts["tempo"] += us != bounded
        return bounded

    def _note(self, sung: Sung) -> None:
        self.total += 1
        if self.total > 2 * MAX_NOTES:
            words = f"This score has more than {MAX_NOTES:,} notes. Try fewer parts."
            raise UploadError("too_many_notes", words)
        voice, written = sung.voice, sung.note
        onset = self.now + written.onset
        notes = self.notes.setdefault(voice, [])
        place = self._tied_to(sung, onset) if sung.tied_from else -1
        if place < 0:
            start = max(0, onset + sung.attack)
            notes.append(replace_note(written, start, onset + written.length - start))
            place = len(notes) - 1
        else:
            notes[place] = notes[place]._replace(
                length=max(1, onset + written.length - notes[place].onset)
            )
        if sung.tied_on:
            key = voice, written.pitch, onset + written.length
            self.tied.setdefault(key, []).append((sung.layer, place))
        elif sung.release:
            notes[place] = notes[place]._replace(length=max(1, notes[place].length + sung.release))

    def _tied_to(self, sung: Sung, onset: int) -> int:
        """The note that goes on: one of the same layer, if there is one. -1 for none."""
        waiting = self.tied.get((sung.voice, sung.note.pitch, onset))
        if not waiting:
            return -1
        layers = [layer for layer, _ in waiting]
        return waiting.pop(layers.index(sung.layer) if sung.layer in layers else 0)[1]


def replace_note(note: Note, onset: int, length: int) -> Note:
    return note._replace(onset=onset, length=max(1, length))


def _meter_of(ticks: int) -> tuple[int, int] | None:
    """A metre of which one bar is that long."""
    for denominator in (4, 8, 16, 32):
        count, odd = divmod(ticks * denominator, 3840)
        if not odd and 1 <= count <= 64:
            return count, denominator
    return None


def _tempi(tempi: dict[int, int]) -> tuple[Tempo, ...]:
    """Without those that change nothing."""
    found: list[Tempo] = []
    for tick, tempo in sorted(tempi.items()):
        if not found or found[-1].us_per_quarter != tempo:
            found.append(Tempo(tick, tempo))
    return tuple(found)


def _changes(meters: dict[int, tuple[int, int]]) -> tuple[Meter, ...]:
    """Without those that change nothing."""
    found: list[Meter] = []
    for tick, meter in sorted(meters.items()):
        if not found or found[-1][1:] != meter:
            found.append(Meter(tick, *meter))
    return tuple(found)
