"""A band that swings as its melody does."""

from dataclasses import replace
from functools import cache
from itertools import chain

import pytest

from generation.engine import Request, generate
from generation.music.song import TICKS_PER_QUARTER, Note, Song, Track
from generation.techniques.gan.parameters import HARD_SWING, LIGHT_SWING, NO_SWING
from tests.generation.tunes import jig, tune

Q = TICKS_PER_QUARTER
EIGHTHS = tune(" ".join(f"{pitch}:.5" for pitch in (60, 64, 67, 69, 67, 65, 64, 62) * 6))
STRAIGHT, LATE = Q // 2, Q * 2 // 3


def delay(note: Note) -> Note:
    """With its second half of a beat on the third third."""
    onset, end = ((at // Q) * Q + LATE * (at % Q > 0) for at in (note.onset, note.end))
    return note._replace(onset=onset, length=end - onset)


SWUNG = EIGHTHS.with_tracks([Track(tuple(map(delay, EIGHTHS.tracks[0].notes)), name="Melody")])


@cache
def play(song: Song, swing: str | None = None) -> tuple[Track, ...]:
    wishes = {"refine": 0, "busyness": 1.0} | ({"swing": swing} if swing else {})
    return generate(Request("gan", song, "gan-pop", 5, wishes)).song.tracks[1:]


def list_places(tracks: tuple[Track, ...]) -> set[int]:
    """Where in their beats notes begin."""
    notes = chain.from_iterable(track.notes for track in tracks)
    return {note.onset % Q for note in notes}


def list_pitches(tracks: tuple[Track, ...]) -> list[int]:
    notes = chain.from_iterable(track.notes for track in tracks)
    return [note.pitch for note in notes]


def test_it_works() -> None:
    assert LATE in list_places(play(SWUNG)) and STRAIGHT not in list_places(play(SWUNG))


def test_a_straight_melody_has_a_straight_band() -> None:
    assert play(EIGHTHS) == play(EIGHTHS, NO_SWING)
    assert list_places(play(EIGHTHS)) <= {0, Q // 4, Q // 2, Q * 3 // 4}


def test_a_swung_melody_is_heard_as_its_eighths() -> None:
    """The network is told the same, so it plays the same."""
    assert list_pitches(play(SWUNG)) == list_pitches(play(EIGHTHS))


@pytest.mark.parametrize(("swing", "place"), [(LIGHT_SWING, 557), (HARD_SWING, LATE)])
def test_it_swings_as_wished(swing: str, place: int) -> None:
    places = list_places(play(EIGHTHS, swing))
    assert place in places and STRAIGHT not in places


def test_it_is_straight_as_wished() -> None:
    assert list_places(play(SWUNG, NO_SWING)) <= {0, Q // 4, Q // 2, Q * 3 // 4}


def test_beats_of_three_eighths_swing_as_they_are() -> None:
    assert play(jig(), HARD_SWING) == play(jig())


@pytest.mark.parametrize("swing", [LIGHT_SWING, HARD_SWING])
def test_no_key_is_struck_while_it_is_held(swing: str) -> None:
    for track in play(EIGHTHS, swing):
        ends: dict[int, int] = {}
        for note in track.notes:
            assert note.length > 0 and (track.drums or ends.get(note.pitch, 0) <= note.onset)
            ends[note.pitch] = note.end


def test_the_melody_stays_as_it_is() -> None:
    wish = Request("gan", replace(SWUNG), "gan-pop", 5, {"refine": 0, "swing": LIGHT_SWING})
    assert generate(wish).song.tracks[0] == SWUNG.tracks[0]
