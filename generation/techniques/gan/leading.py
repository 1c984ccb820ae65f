"""What a band plays on its way to the last chord: its own rhythm on the tones of the one before."""

from collections.abc import Collection
from itertools import chain
from typing import NamedTuple

from generation.codecs.instrumentation import Part, cut_overlaps, keep_longest
from generation.harmony.symbols import Symbol
from generation.music.song import Note, Track


class Close(NamedTuple):
    """The last two chords, and the ticks at which they begin and at which all ends."""

    before: Symbol | None
    last: Symbol
    begins: int
    arrives: int
    stop: int


def lead_track(track: Track, part: Part, lowest: Part | None, close: Close) -> tuple[Note, ...]:
    """The notes up to the last chord. Where the one before it begins the lowest part has its
    bass."""
    played = [cut(note, close.arrives) for note in track.notes if note.onset < close.arrives]
    if track.drums or close.before is None:
        return tuple(played)
    tones = close.before.classes
    notes = list(chain.from_iterable(split(note, close.begins, tones) for note in played))
    later = [note for note in notes if note.onset >= close.begins]
    first = min((note.onset for note in later), default=close.arrives)
    bass = (close.before.bass,) if part == lowest else tones
    led = [bend(note, bass if note.onset == first else tones, part) for note in later]
    return cut_overlaps(keep_longest([*(n for n in notes if n.onset < close.begins), *led]))


def cut(note: Note, tick: int) -> Note:
    return note._replace(length=min(note.end, tick) - note.onset)


def split(note: Note, tick: int, tones: Collection[int]) -> list[Note]:
    """A note that is held into a chord is struck anew there, unless it belongs to it."""
    if not note.onset < tick < note.end or note.pitch % 12 in tones:
        return [note]
    return [cut(note, tick), note._replace(onset=tick, length=note.end - tick)]


def bend(note: Note, tones: Collection[int], part: Part) -> Note:
    """At the nearest of the tones that the instrument has; of two the lower."""
    span = range(part.lowest, part.highest + 1)
    pitches = [pitch for pitch in span if pitch % 12 in tones] or [note.pitch]
    return note._replace(pitch=min(pitches, key=lambda pitch: (abs(pitch - note.pitch), pitch)))
