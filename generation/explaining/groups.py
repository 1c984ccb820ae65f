"""Notes that are taken away together: those of one track in one bar, then in one beat of it."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from generation.asked_note import Place
from generation.music.song import Song


class Spot(NamedTuple):
    """Where some notes are, as a musician says it."""

    track: int
    bar: int  # from 1
    beat: int | None = None  # from 1


Groups = dict[Spot, tuple[Place, ...]]


def group_by_bar(song: Song, places: Iterable[Place]) -> Groups:
    lines = list_lines(song)
    return gather((find_spot(lines, place), place) for place in places)


def split_beats(song: Song, group: Sequence[Place]) -> Groups:
    """The notes of one track in one bar, beat by beat: a beat is what the meter counts in."""
    lines = list_lines(song)
    return gather((find_beat(song, lines, place), place) for place in group)


def gather(pairs: Iterable[tuple[Spot, Place]]) -> Groups:
    found: dict[Spot, list[Place]] = defaultdict(list)
    for spot, place in pairs:
        found[spot].append(place)
    return {spot: tuple(places) for spot, places in found.items()}


def list_lines(song: Song) -> list[int]:
    """Ticks of the bar lines, up to the end."""
    return song.bar_starts(song.end + 1)


def find_spot(lines: Sequence[int], place: Place) -> Spot:
    return Spot(place.track, bisect_right(lines, place.note.onset))


def find_beat(song: Song, lines: Sequence[int], place: Place) -> Spot:
    spot = find_spot(lines, place)
    meter = [each for each in song.meters if each.tick <= place.note.onset][-1]
    beat = meter.bar_ticks // meter.numerator
    return spot._replace(beat=1 + (place.note.onset - lines[spot.bar - 1]) // beat)
