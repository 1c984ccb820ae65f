"""The notes of a song in words, bar by bar: for who reads music with a screen reader, or has no
sound at hand."""

import json
from collections.abc import Iterator
from itertools import groupby
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chartbusters.sharing.made_once import made_once
from chartbusters.sharing.sounds import Shown
from chartbusters.sharing.views import guarded
from chartbusters.web.costs import work_counted
from generation.music.song import TICKS_PER_QUARTER, Note, Song, Track

MOST_NOTES = 3_000  # of all tracks together: some hours of reading
NAMES = ("C", "C sharp", "D", "E flat", "E", "F", "F sharp", "G", "A flat", "A", "B flat", "B")
DRUMS = {
    **{35: "kick", 36: "kick", 37: "rim", 38: "snare", 39: "clap", 40: "snare"},
    **{41: "low tom", 42: "closed hat", 43: "low tom", 44: "hat by foot", 45: "middle tom"},
    **{46: "open hat", 47: "middle tom", 48: "high tom", 49: "crash", 50: "high tom"},
    **{51: "ride", 53: "bell", 54: "tambourine", 56: "cowbell", 57: "crash", 59: "ride"},
}


class Part(NamedTuple):
    """A track in words; `more` notes of it are left out."""

    name: str
    bars: list[tuple[int, str]]
    more: int


@require_safe
def transcript(request: HttpRequest, place: Shown) -> HttpResponse:
    """A page of plain words, which a screen reader walks by headings and lines."""

    def make() -> bytes:
        with work_counted(request):
            return json.dumps(parts_of(place.stored.song)).encode()

    told = json.loads(made_once(digest=place.digest, kind="transcript-1", make=make))
    parts = [Part(*part) for part in told]
    context: dict[str, Any] = {"place": place, "parts": parts, "most": MOST_NOTES}
    return guarded(render(request, "sharing/transcript.html", context), place)


def parts_of(song: Song) -> list[Part]:
    """Track by track, in the order of the song."""
    left, parts = MOST_NOTES, []
    starts = song.bar_starts()
    for number, track in enumerate(song.tracks, 1):
        told = track.notes[:left]
        left -= len(told)
        bars = [(bar, "; ".join(words)) for bar, words in _bars(told, track, starts)]
        parts.append(Part(track.name or f"Track {number}", bars, len(track.notes) - len(told)))
    return parts


def _bars(
    notes: tuple[Note, ...], track: Track, starts: list[int]
) -> Iterator[tuple[int, list[str]]]:
    """Bars with notes in them, counted from 1."""
    at = 0
    places: list[tuple[int, Note]] = []
    for note in notes:
        while at + 1 < len(starts) and starts[at + 1] <= note.onset:
            at += 1
        places.append((at, note))
    for bar, inside in groupby(places, key=lambda place: place[0]):
        yield bar + 1, list(_onsets([note for _, note in inside], track, starts[bar]))


def _onsets(notes: list[Note], track: Track, start: int) -> Iterator[str]:
    """What begins together is told together."""
    for onset, chord in groupby(notes, key=lambda note: note.onset):
        sounds = [_named(note, track) for note in chord]
        yield f"beat {_count(1 + (onset - start) / TICKS_PER_QUARTER)}: {', '.join(sounds)}"


def _named(note: Note, track: Track) -> str:
    if track.drums:
        return DRUMS.get(note.pitch, f"drum {note.pitch}")
    name = f"{NAMES[note.pitch % 12]} {note.pitch // 12 - 1}"
    return f"{name} for {_count(note.length / TICKS_PER_QUARTER)}"


def _count(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")
