"""Writes what each installed model sounds like: a few seconds of what it makes of a melody of
ours."""

from dataclasses import replace
from typing import Any, NamedTuple

from django.core.management.base import BaseCommand

from chartbusters.compositions.presets import presets
from generation.engine import Request, generate
from generation.examples import write_example
from generation.music.song import Note, Song, Track
from generation.selectors import models_installed


class Passage(NamedTuple):
    """What is asked of a technique, and which bars of the result are heard (from 0)."""

    parameters: dict[str, Any]
    first: int
    bars: int


MELODY, SEED = "ode-to-joy", 3
PASSAGES = {
    "gan": Passage({}, 0, 4),
    "arcnn": Passage({}, 0, 4),
    "transformer": Passage({"seconds": 8}, 15, 5),
}


class Command(BaseCommand):
    help = "Writes the example that is heard beside each model, anew after a training."

    def handle(self, *args: Any, **options: Any) -> None:
        melody = next(each.song for each in presets() if each.slug == MELODY)
        for card in models_installed():
            passage = PASSAGES.get(card.technique, Passage({}, 0, 4))
            wish = Request(card.technique, melody, card.name, SEED, passage.parameters)
            made = cut_bars(generate(wish).song, passage.first, passage.bars)
            path = write_example(card, made.with_title(card.title))
            self.stdout.write(f"{path}: {path.stat().st_size:,} bytes, {made.note_count} notes")


def cut_bars(song: Song, first: int, bars: int) -> Song:
    """So many bars of the song, from its beginning on; of one metre and one tempo."""
    lines = [*song.bar_starts(), song.end]
    start, stop = lines[first], lines[min(first + bars, len(lines) - 1)]
    tracks = [cut_track(track, start, stop) for track in song.tracks]
    return replace(song.with_tracks(each for each in tracks if each.notes), tempi=song.tempi[:1])


def cut_track(track: Track, start: int, stop: int) -> Track:
    inside = (note for note in track.notes if start <= note.onset < stop)
    return replace(track, notes=tuple(cut(note, start, stop) for note in inside))


def cut(note: Note, start: int, stop: int) -> Note:
    return note._replace(onset=note.onset - start, length=min(note.length, stop - note.onset))
