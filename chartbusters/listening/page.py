"""The page of a listening test: a folder that any browser opens, without scripts. Pictures stand
in the page, recordings and MIDI files beside it."""

from collections.abc import Callable
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from chartbusters.listening.recordings import record_song
from generation.listening.bands import parts_of
from generation.listening.colours import colour_tracks
from generation.listening.frames import Frame
from generation.listening.makers import SHUFFLED
from generation.listening.programme import Part, Programme, play
from generation.listening.rolls import describe_roll, draw_roll
from generation.listening.traits import TRAITS, list_traits
from generation.listening.tunes import Tune
from generation.music.song import Song
from generation.whole import write_whole
from scoring.report import judge

Say = Callable[[str], None]
SHEETS = ("tokens", "roll", "listening")
ALONE = "given: what everybody went by"
FIRST = ("real", "sheet")  # of the makers; the band of a stranger is the last


class Take(NamedTuple):
    """One maker's music for a melody, and what the page shows of it."""

    part: Part
    song: Song
    file: str  # of the recording and of the MIDI file, without what they end with
    roll: str = ""
    score: float | None = None

    @property
    def picture(self) -> SafeString:
        """All of it is written by `draw_roll`, which escapes the texts in it."""
        return mark_safe(self.roll)  # noqa: S308

    @property
    def words(self) -> str:
        """What the maker is."""
        return self.part.label.partition(": ")[2]


class Melody(NamedTuple):
    """`alone` is the melody without a band, `key` the colour and the name of each part."""

    number: int
    tune: Tune
    traits: list[str]
    alone: Take
    takes: list[Take]
    key: list[tuple[int, str]]


def page_write(*, programme: Programme, out: Path, say: Say) -> int:
    """Writes the page and all that belongs to it; returns how many recordings were made now. What
    is there for the same notes is not made again."""
    melodies, made = [], 0
    for number, tune in enumerate(programme.tunes, 1):
        melody = read_melody(programme, tune, number)
        takes = [melody.alone, *melody.takes]
        made += sum([record_song(take.song, out / take.file) for take in takes])
        melodies.append(melody)
        say(f"{number} of {len(programme.tunes)}: {tune.title}")
    sheets = [settings.BASE_DIR / f"static/css/{name}.css" for name in SHEETS]
    write_whole(out / "style.css", "\n".join(map(Path.read_text, sheets)).encode())
    told = {
        "wish": programme.wish,
        "melodies": melodies,
        "makers": list_makers(melodies),
        "traits": list_kinds(melodies),
    }
    write_whole(out / "index.html", render_to_string("listening/page.html", told).encode())
    return made


def read_melody(programme: Programme, tune: Tune, number: int) -> Melody:
    parts = sorted(programme.parts(tune), key=place_of)
    songs = [play(part, tune) for part in parts]
    genre = programme.wish.genre
    colours = colour_tracks(songs, [part.name for part in parts_of(genre)])
    frame = Frame.around(songs)
    alone = make_take(Part("given", ALONE), tune.given)
    takes = [
        make_take(part, song)._replace(
            roll=draw_roll(song, frame, colours, describe_roll(song, part.maker)),
            score=judge(song, genre).score,
        )
        for part, song in zip(parts, songs, strict=True)
    ]
    tracks = chain.from_iterable(song.tracks for song in songs)
    heard = {track.name for track in tracks if track.notes}
    key = [(colour, name) for name, colour in colours.items() if name in heard]
    return Melody(number, tune, list_traits(tune), alone, takes, key)


def make_take(part: Part, song: Song) -> Take:
    return Take(part, song, f"music/{part.maker}-{song.digest[:12]}")


def list_kinds(melodies: list[Melody]) -> list[dict[str, Any]]:
    """Of each kind of melody by what it is told, and which of these are of it."""
    return [
        {"name": trait.name, "about": trait.about, "numbers": number_those(melodies, trait.name)}
        for trait in TRAITS
    ]


def number_those(melodies: list[Melody], trait: str) -> list[int]:
    return [melody.number for melody in melodies if trait in melody.traits]


def place_of(part: Part) -> tuple[int, str]:
    """People first, beside them the models, then the rules, strangers last."""
    if part.maker in FIRST:
        return FIRST.index(part.maker), ""
    return len(FIRST) + (part.card is None) + (part.maker == SHUFFLED), part.maker


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
    mean = sum(scores) / len(scores) if scores else None
    return {"name": part.maker, "words": takes[0].words, "count": len(takes), "score": mean}
