"""Who accompanies the melodies of a listening test beside the models: people, rules, and people
who meant another melody."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from generation.arranger.styles import STYLES, arrange
from generation.evaluation.bands.swaps import borrow, fill_time, measure_whole_bars
from generation.listening.bands import parts_of
from generation.listening.tunes import Tune
from generation.music.song import Song
from generation.techniques.gan.accompanying import seat_arranger
from generation.techniques.gan.stages import find_genre_stage

SHUFFLED = "shuffled"


class Maker(NamedTuple):
    """`label` says who it is, once that is told. `make` is given all tunes, the number of one and
    the genre; None where this maker has nothing to say of it."""

    name: str
    label: str
    make: Callable[[Sequence[Tune], int, str], Song | None]


def take_real(tunes: Sequence[Tune], number: int, genre: str) -> Song | None:
    return tunes[number].real


def take_sheet(tunes: Sequence[Tune], number: int, genre: str) -> Song | None:
    return tunes[number].sheet


def arrange_tune(tunes: Sequence[Tune], number: int, genre: str) -> Song | None:
    if genre not in STYLES:
        return None
    parts = seat_arranger(parts_of(genre), genre, find_genre_stage(genre))
    song = arrange(genre, tunes[number].given, 0, parts)
    return song.with_tracks(track for track in song.tracks if track.notes)


def shuffle_band(tunes: Sequence[Tune], number: int, genre: str) -> Song | None:
    """The melody with what people wrote to another one of the same meter, in its key."""
    given = tunes[number].given
    found = next((tune for tune in others_after(tunes, number) if fits(given, tune.real)), None)
    if found is None or found.real is None:
        return None
    band = borrow(given, found.real).tracks[1:]
    return given.with_tracks([*given.tracks, *(track for track in band if track.notes)])


def others_after(tunes: Sequence[Tune], number: int) -> list[Tune]:
    """All other tunes, beginning with the next."""
    return [*tunes[number + 1 :], *tunes[:number]]


def fits(given: Song, real: Song | None) -> bool:
    return real is not None and real.meters == given.meters


def repeat_opening(tunes: Sequence[Tune], number: int, genre: str) -> Song | None:
    """What is given again and again, for as long as people went on."""
    given, real = tunes[number].given, tunes[number].real
    if real is None:
        return None
    period = measure_whole_bars(given)
    return given.with_tracks(fill_time(track, period, real.end) for track in given.tracks)


REAL = Maker("real", "real: what people wrote", take_real)
RULES = (
    REAL,
    Maker("sheet", "sheet: the chords of its lead sheet, plainly struck", take_sheet),
    Maker("arranger", "arranger: the site's own rules, no network", arrange_tune),
    Maker(SHUFFLED, "shuffled: what people wrote to another melody", shuffle_band),
)
