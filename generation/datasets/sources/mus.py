"""MUS, the music of a game of 1993: 140 steps a second, sixteen channels, of which the last is
drums."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import count
from typing import NamedTuple

from generation.music.song import TICKS_PER_QUARTER, Note, Song, Track

MAGIC = b"MUS\x1a"
RATE = 140  # steps a second
TICKS = 2 * TICKS_PER_QUARTER  # a second, at 120 quarters a minute
DRUMS = 15  # channel
RELEASE, PLAY, WHEEL, SYSTEM, CONTROL, BAR, FINISH = range(7)
PROGRAM = 0  # controller
LOUD = 100


class Event(NamedTuple):
    """What happens on a channel at a step; `second` is -1 where there is none."""

    step: int
    kind: int
    channel: int
    first: int
    second: int


class NoMus(ValueError):
    """The bytes are no MUS file."""


def read_mus(data: bytes) -> Song:
    """A track for each channel and program. Raises `NoMus`."""
    if data[:4] != MAGIC or len(data) < 16:
        raise NoMus("no MUS file")
    try:
        return collect(read_events(data, int.from_bytes(data[6:8], "little")))
    except IndexError as error:
        raise NoMus("a MUS file that is cut off") from error


def read_events(data: bytes, start: int) -> Iterator[Event]:
    place, step = start, 0
    while True:
        head = data[place]
        kind, channel, last = head >> 4 & 7, head & 15, head & 128
        place += 1
        if kind == FINISH:
            return
        first, second, place = read_values(data, place, kind)
        yield Event(step, kind, channel, first, second)
        if last:
            wait, place = read_number(data, place)
            step += wait


def read_values(data: bytes, place: int, kind: int) -> tuple[int, int, int]:
    """(first, second, place after them)."""
    if kind == BAR:
        return 0, -1, place
    first = data[place]
    if kind == CONTROL:
        return first, data[place + 1], place + 2
    if kind == PLAY and first & 128:
        return first & 127, data[place + 1] & 127, place + 2
    return first & 127 if kind == PLAY else first, -1, place + 1


def read_number(data: bytes, place: int) -> tuple[int, int]:
    """Seven bits a byte, the highest tells that more follow."""
    found = 0
    for at in count(place):
        found = found << 7 | data[at] & 127
        if not data[at] & 128:
            return found, at + 1
    raise AssertionError


def collect(events: Iterator[Event]) -> Song:
    programs = [0] * 16
    loud = [LOUD] * 16
    sounding: dict[tuple[int, int], tuple[int, int, int]] = {}
    notes: dict[tuple[int, int], list[Note]] = defaultdict(list)
    step = 0

    def end(channel: int, pitch: int) -> None:
        if begun := sounding.pop((channel, pitch), None):
            onset, velocity, program = begun
            length = max(1, to_tick(step) - onset)
            notes[channel, program].append(Note(onset, pitch, length, velocity))

    for event in events:
        step, channel = event.step, event.channel
        if event.kind == CONTROL and event.first == PROGRAM:
            programs[channel] = event.second & 127
        elif event.kind in (PLAY, RELEASE):
            end(channel, event.first & 127)
        if event.kind == PLAY:
            loud[channel] = event.second if event.second >= 0 else loud[channel]
            velocity = max(1, loud[channel])
            sounding[channel, event.first] = to_tick(step), velocity, programs[channel]
    for channel, pitch in list(sounding):
        end(channel, pitch)
    return Song(
        tuple(
            Track(tuple(each), 0 if channel == DRUMS else program, channel == DRUMS)
            for (channel, program), each in sorted(notes.items())
        )
    )


def to_tick(step: int) -> int:
    return round(step * TICKS / RATE)
