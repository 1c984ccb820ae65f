"""How long a wish would take, told from the size of the song alone: it is asked for while one still
edits, and a whole song would have to be sent and read each time."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractBaseUser

from generation import charges
from generation.engine import Request
from generation.music.song import TICKS_PER_QUARTER, Meter, Note, Song, Tempo, Track
from generation.services import examine_wish

SOUNDING = 60  # any pitch: what is played does not change how long it takes


@dataclass(frozen=True)
class Size:
    """What of a song its costs depend on."""

    ticks: int  # to the end of its last note
    notes: tuple[int, ...]  # of each track
    us_per_quarter: int
    numerator: int
    denominator: int


def estimate_seconds(
    *,
    technique: str,
    model: str | None,
    parameters: dict[str, Any],
    size: Size,
    user: AbstractBaseUser | None = None,
) -> float:
    """Seconds until the music is there, once a worker has begun. Raises `JobError` for a wish that
    no worker could ever play, and for a model that `user` may not use."""
    song = song_of(size)
    wish = Request(technique, song, model, parameters=parameters)
    card, checked, track = examine_wish(wish, user)
    return charges.estimate_price(card, song, track, checked).expected


def song_of(size: Size) -> Song:
    """A song of that size, its notes evenly spread."""
    tracks = tuple(Track(spread(count, size.ticks)) for count in size.notes)
    tempi = (Tempo(0, size.us_per_quarter),)
    return Song(tracks, tempi, (Meter(0, size.numerator, size.denominator),))


def spread(count: int, ticks: int) -> tuple[Note, ...]:
    length = max(1, min(TICKS_PER_QUARTER, ticks // max(1, count)))
    last = max(0, ticks - length)
    places = range(count)
    return tuple(Note(last * at // max(1, count - 1), SOUNDING, length) for at in places)
