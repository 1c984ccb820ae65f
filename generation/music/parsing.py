"""A MIDI file as a song, after the pedals have been worked, and what that reading leaves out.

`frontend/src/midifile` reads by the same rules in the browser; a test holds the two together.
"""

from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple

from generation.music.chunks import CONTROL, NOTE_ON, PROGRAM, Event, read_events
from generation.music.document import MAX_TEXT, MAX_TICK, TEMPO_US
from generation.music.document_chords import MAX_CHORDS
from generation.music.holding import DRUMS, hold
from generation.music.midi_chords import chord_in
from generation.music.midi_events import META
from generation.music.remarks import METER, MOST_METER, dropped_from
from generation.music.song import (
    DEFAULT_TEMPO_US,
    TICKS_PER_QUARTER,
    ChordSign,
    Meter,
    Note,
    Song,
    Tempo,
    Track,
)
from generation.wording import clipped

NAME, TEMPO = 0x03, 0x51  # kinds of meta events
VOLUME, PAN = 7, 10  # controllers


class Parsed(NamedTuple):
    """The song in a file; how often what was dropped or changed, by the names of `remarks.py`; the
    copyright notice."""

    song: Song
    counts: dict[str, int]
    copyright: str


def parse(data: bytes) -> Parsed:
    """The song in a file that `prescan` has passed."""
    events = read_events(data)
    clock = Clock(int.from_bytes(data[12:14]))
    counts, notice = dropped_from(events)
    title = _title(events) if int.from_bytes(data[8:10]) == 1 else ""
    held = hold(events, clock.division)
    counts.update(pedal=held.pedalled, unreleased=held.unreleased, instant=held.instant)
    events.sort(key=lambda event: (event.tick, event.place))
    tempi = _tempi(events)
    counts["tempo"] = sum(tempo not in TEMPO_US for _, tempo in tempi)
    chords = _chords(events, clock)
    counts["marks"] += max(0, len(chords) - MAX_CHORDS)
    chords = chords[:MAX_CHORDS]
    song = Song(_tracks(events, clock), clock.tempi(tempi), _meters(events, clock), title, chords)
    return Parsed(song, dict(counts), decode_bytes(notice))


@dataclass(frozen=True)
class Clock:
    """Ticks of a file, so many a quarter, to ours."""

    division: int

    def ticks(self, tick: int) -> int:
        return round(tick * TICKS_PER_QUARTER / self.division)

    def tempi(self, changes: list[tuple[int, int]]) -> tuple[Tempo, ...]:
        """Each at the nearest end of what songs may have; of those on one tick, the last."""
        tempi = {0: DEFAULT_TEMPO_US}
        for tick, tempo in changes:
            tempi[self.ticks(tick)] = min(max(tempo, TEMPO_US.start), TEMPO_US.stop - 1)
        return tuple(Tempo(*each) for each in sorted(tempi.items()) if each[0] <= MAX_TICK)


def decode_bytes(text: bytes) -> str:
    """UTF-8 if it can be, for MIDI never said which; else Latin-1. Cut to our length."""
    try:
        return clipped(text.decode(), MAX_TEXT)
    except UnicodeError:
        return clipped(text.decode("latin-1"), MAX_TEXT)


def _title(events: list[Event]) -> str:
    """The name of the first chunk, if that holds no notes: else it is a track's."""
    first = [event for event in events if event.chunk == 0]
    if any(event.kind == NOTE_ON for event in first):
        return ""
    return next((decode_bytes(event.body) for event in first if is_meta(event, NAME)), "")


def is_meta(event: Event, kind: int) -> bool:
    return event.status == META and event.first == kind


def _tempi(events: list[Event]) -> list[tuple[int, int]]:
    """(tick, microseconds a quarter) wherever the tempo becomes another one; all chunks rule all
    others."""
    tempi = [(0, DEFAULT_TEMPO_US)]
    for event in events:
        if not is_meta(event, TEMPO):
            continue
        tempo = int.from_bytes(event.body)
        if event.tick == 0:
            tempi = [(0, tempo)]
        elif tempo != tempi[-1][1]:
            tempi.append((event.tick, tempo))
    return tempi


def _meters(events: list[Event], clock: Clock) -> tuple[Meter, ...]:
    meters = {0: (4, 4)}
    for event in events:
        if is_meta(event, METER) and event.body[0] <= MOST_METER:
            meters[clock.ticks(event.tick)] = event.body[0], 2 ** event.body[1]
    return tuple(Meter(tick, *meter) for tick, meter in sorted(meters.items()) if tick <= MAX_TICK)


def _chords(events: list[Event], clock: Clock) -> tuple[ChordSign, ...]:
    """Markers that name one; of those on one tick, the last."""
    signs = {clock.ticks(event.tick): name for event in events if (name := chord_in(event))}
    return tuple(ChordSign(*each) for each in sorted(signs.items()) if each[0] <= MAX_TICK)


def _tracks(events: list[Event], clock: Clock) -> tuple[Track, ...]:
    """One track for each program of each channel of each chunk, in the order in which their first
    notes end."""
    parts: dict[int, _Chunk] = {}
    for event in events:
        parts.setdefault(event.chunk, _Chunk(clock)).listen(event)
    playing = chain.from_iterable(parts[number].instruments() for number in sorted(parts))
    return tuple(instrument.track() for instrument in playing)


@dataclass
class _Instrument:
    program: int
    drums: bool
    name: str
    controls: dict[int, int]  # the first value of each: later ones are fades
    notes: list[Note] = field(default_factory=list)

    def track(self) -> Track:
        volume, pan = self.controls.get(VOLUME, 100), self.controls.get(PAN, 64)
        return Track(tuple(self.notes), self.program, self.drums, self.name, volume, pan)


class _Chunk:
    """What one chunk plays while its events go by."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.name = ""
        self.programs: dict[int, int] = {}  # by channel
        self.early: dict[int, dict[int, int]] = {}  # controls of a channel that has no notes yet
        self.playing: dict[tuple[int, int], _Instrument] = {}  # by program and channel
        self.struck: dict[tuple[int, int], list[tuple[int, int]]] = {}  # (tick, velocity)

    def instruments(self) -> list[_Instrument]:
        return list(self.playing.values())

    def listen(self, event: Event) -> None:
        if is_meta(event, NAME):
            self.name = decode_bytes(event.body)
        elif event.kind == PROGRAM:
            self.programs[event.channel] = event.first
        elif event.kind == CONTROL:
            self._controls(event.channel).setdefault(event.first, event.second)
        elif event.strikes:
            struck = self.struck.setdefault((event.channel, event.first), [])
            struck.append((event.tick, event.second))
        elif event.releases:
            self._release(event)

    def _controls(self, channel: int) -> dict[int, int]:
        instrument = self.playing.get((self.programs.get(channel, 0), channel))
        return instrument.controls if instrument else self.early.setdefault(channel, {})

    def _release(self, event: Event) -> None:
        """Ends every note of its pitch that began earlier; what begins on its tick goes on."""
        struck = self.struck.pop((event.channel, event.first), [])
        ended = [note for note in struck if note[0] != event.tick]
        if ended and len(ended) < len(struck):
            begun = [note for note in struck if note[0] == event.tick]
            self.struck[event.channel, event.first] = begun
        if ended:
            notes = self._instrument(event.channel).notes
            notes.extend(self._note(event, *each) for each in ended)

    def _note(self, event: Event, tick: int, velocity: int) -> Note:
        onset, end = self.clock.ticks(tick), self.clock.ticks(event.tick)
        return Note(onset, event.first, max(1, end - onset), velocity)

    def _instrument(self, channel: int) -> _Instrument:
        program = self.programs.get(channel, 0)
        if (program, channel) not in self.playing:
            controls = self.early.get(channel, {})
            instrument = _Instrument(program, channel == DRUMS, self.name, controls)
            self.playing[program, channel] = instrument
        return self.playing[program, channel]
