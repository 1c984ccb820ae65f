"""The page of a listening test: a folder that any browser opens, without scripts. Pictures stand
in the page, recordings and MIDI files beside it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from chartbusters.listening.recordings import record_song
from generation.listening.makers import SHUFFLED
from generation.listening.programme import Part, Programme, play
from generation.listening.rolls import COLOURS, Frame, describe_roll, draw_roll
from generation.listening.traits import list_traits
from generation.listening.tunes import Tune
from generation.music.song import Song
from generation.whole import write_whole
from scoring.report import judge

Say = Callable[[str], None]
SHEETS = ("tokens", "roll", "listening")
ALONE = "given: what everybody went by"
FIRST = ("given", "real", "sheet")  # of the makers; the band of a stranger is the last


class Take(NamedTuple):
    """One maker's music for a melody, and what the page shows of it."""

    part: Part
    song: Song
    file: str  # of the recording and of the MIDI file, without what they end with
    roll: str
    score: float | None

    @property
    def picture(self) -> SafeString:
        """All of it is written by `draw_roll`, which escapes the one text in it."""
        return mark_safe(self.roll)  # noqa: S308

    @property
    def tracks(self) -> list[tuple[int, str]]:
        """The colour and the name of each."""
        named = enumerate(self.song.tracks)
        return [(n % COLOURS + 1, one.name or "Track") for n, one in named if one.notes]


class Melody(NamedTuple):
    number: int
    tune: Tune
    traits: list[str]
    takes: list[Take]


def page_write(*, programme: Programme, out: Path, say: Say) -> int:
    """Writes the page and all that belongs to it; returns how many recordings were made now. What
    is there for the same notes is not made again."""
    melodies, made = [], 0
    for number, tune in enumerate(programme.tunes, 1):
        melody = read_melody(programme, tune, number)
        made += sum([record_song(take.song, out / take.file) for take in melody.takes])
        melodies.append(melody)
        say(f"{number} of {len(programme.tunes)}: {tune.title}")
    sheets = [settings.BASE_DIR / f"static/css/{name}.css" for name in SHEETS]
    write_whole(out / "style.css", "\n".join(map(Path.read_text, sheets)).encode())
    told = {"wish": programme.wish, "melodies": melodies, "makers": list_makers(melodies)}
    write_whole(out / "index.html", render_to_string("listening/page.html", told).encode())
    return made


def read_melody(programme: Programme, tune: Tune, number: int) -> Melody:
    parts = sorted([Part("given", ALONE), *programme.parts(tune)], key=place_of)
    songs = [(part, play(part, tune)) for part in parts]
    frame = Frame.around([song for _, song in songs])
    genre = programme.wish.genre
    takes = [make_take(part, song, frame, genre) for part, song in songs]
    return Melody(number, tune, list_traits(tune), takes)


def make_take(part: Part, song: Song, frame: Frame, genre: str) -> Take:
    name = f"{part.maker}-{song.digest[:12]}"
    roll = draw_roll(song, frame, describe_roll(song, part.maker))
    score = None if part.label == ALONE else judge(song, genre).score
    return Take(part, song, f"music/{name}", roll, score)


def place_of(part: Part) -> tuple[int, str]:
    """People first, then models and rules by name, strangers last."""
    if part.maker in FIRST:
        return FIRST.index(part.maker), ""
    return len(FIRST) + (part.maker == SHUFFLED), part.maker


def list_makers(melodies: list[Melody]) -> list[dict[str, Any]]:
    """Who plays, what that means, and what the metrics say of it, over all melodies."""
    found: dict[str, list[Take]] = {}
    for melody in melodies:
        for take in melody.takes:
            found.setdefault(take.part.maker, []).append(take)
    rows = [(takes[0].part, takes) for takes in found.values()]
    return [told_of(part, takes) for part, takes in sorted(rows, key=lambda row: place_of(row[0]))]


def told_of(part: Part, takes: list[Take]) -> dict[str, Any]:
    scores = [take.score for take in takes if take.score is not None]
    words = part.label.partition(": ")[2]
    mean = sum(scores) / len(scores) if scores else None
    return {"name": part.maker, "words": words, "count": len(takes), "score": mean}
