"""The pedal and keys that nobody releases: how long the notes of an uploaded file sound."""

from collections.abc import Callable
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generation.music.parsing import parse
from tests.generation.music.files import Row, file_of, meta, off, on, pedal

LAST = 1920  # a note at the end, so that the song has one


def sounding(*chunks: list[Row]) -> list[tuple[int, int, int]]:
    """Onset, pitch and end of every note, in ticks of the file."""
    notes = chain.from_iterable(track.notes for track in parse(file_of(*chunks)).song.tracks)
    return sorted((note.onset // 2, note.pitch, note.end // 2) for note in notes)


def counts(*chunks: list[Row]) -> dict[str, int]:
    return {what: count for what, count in parse(file_of(*chunks)).counts.items() if count}


def test_the_pedal_holds_a_note_until_it_is_lifted() -> None:
    rows = [pedal(0, 127), on(0, 60), off(120, 60), pedal(960, 0), on(1000, 62), off(1100, 62)]
    assert sounding(rows) == [(0, 60, 960), (1000, 62, 1100)]
    assert counts(rows) == {"pedal": 1}


def test_a_note_struck_again_under_the_pedal_ends_there() -> None:
    rows = [pedal(0, 127), on(0, 60), off(120, 60), on(480, 60), off(600, 60), pedal(960, 0)]
    assert sounding(rows) == [(0, 60, 480), (480, 60, 960)]


def test_it_is_struck_again_by_the_other_hand() -> None:
    left = [on(480, 60), off(600, 60)]
    right = [pedal(0, 127), on(0, 60), off(120, 60), pedal(960, 0)]
    assert sounding(left, right) == [(0, 60, 480), (480, 60, 960)]


def test_a_pedal_counts_for_its_channel_in_every_chunk_and_for_no_other() -> None:
    pedals = [pedal(0, 127, 1), pedal(960, 0, 1)]
    notes = [on(0, 60, 1), off(120, 60, 1), on(0, 64, 2), off(120, 64, 2)]
    assert sounding(pedals, notes) == [(0, 60, 960), (0, 64, 120)]


def test_a_key_held_longer_than_the_pedal_is_not_shortened() -> None:
    rows = [pedal(0, 127), on(0, 60), pedal(240, 0), off(960, 60)]
    assert (sounding(rows), counts(rows)) == ([(0, 60, 960)], {})


def test_a_release_on_the_tick_of_the_next_note_stays_there() -> None:
    rows = [pedal(0, 127), on(0, 60), on(480, 60), off(480, 60), off(600, 60), pedal(960, 0)]
    assert sounding(rows) == [(0, 60, 480), (480, 60, 960)]


def test_a_pedal_that_is_never_lifted_holds_to_the_end() -> None:
    assert sounding([pedal(0, 127), on(0, 60), off(120, 60), on(960, 64), off(LAST, 64)])[0] == (
        0,
        60,
        LAST,
    )


def test_half_a_pedal_is_none() -> None:
    assert sounding([pedal(0, 63), on(0, 60), off(120, 60), pedal(960, 0)]) == [(0, 60, 120)]


def test_drums_have_no_pedal() -> None:
    assert sounding([pedal(0, 127, 9), on(0, 36, 9), off(120, 36, 9), pedal(960, 0, 9)]) == [
        (0, 36, 120)
    ]


def test_a_note_that_is_never_released_ends_with_the_song() -> None:
    rows = [on(0, 60), on(480, 64), off(LAST, 64)]
    assert sounding(rows) == [(0, 60, LAST), (480, 64, LAST)]
    assert counts(rows) == {"unreleased": 1}


def test_a_last_note_that_is_never_released_sounds_for_a_beat() -> None:
    assert sounding([on(0, 60)]) == [(0, 60, 480)]


def test_all_notes_off_releases_them() -> None:
    rows = [
        on(0, 60),
        (240, "control_change", {"control": 123, "value": 0, "channel": 0}),
        on(480, 64),
        off(LAST, 64),
    ]
    assert (sounding(rows)[0], counts(rows)) == ((0, 60, 240), {})


def test_a_note_of_no_length_is_kept() -> None:
    rows = [on(0, 36, 9), off(0, 36, 9), on(480, 38, 9), off(600, 38, 9)]
    assert [pitch for _, pitch, _ in sounding(rows)] == [36, 38]
    assert counts(rows) == {"instant": 1}


def test_a_tempo_counts_wherever_it_stands() -> None:
    song = parse(file_of([], [meta(480, "set_tempo", tempo=250_000), on(0, 60), off(960, 60)])).song
    assert [tuple(tempo) for tempo in song.tempi] == [(0, 500_000), (960, 250_000)]


def test_a_song_has_the_name_of_its_file() -> None:
    named = [meta(0, "track_name", name="Green Door")]
    assert parse(file_of(named, [on(0, 60), off(480, 60)])).song.title == "Green Door"
    assert parse(file_of([*named, on(0, 60), off(480, 60)])).song.title == ""


Step = tuple[str, int, int]  # what, channel, pitch


@st.composite
def playing(draw: st.DrawFn) -> list[Step]:
    """Something happens at every tenth tick: keys go down and up, pedals too."""
    steps: list[Step] = []
    down: set[tuple[int, int]] = set()
    for _ in range(draw(st.integers(4, 40))):
        what = draw(st.sampled_from(["key", "key", "key", "pedal", "lift"]))
        key = draw(st.integers(0, 1)), draw(st.integers(60, 62))
        if what == "key":
            what = "off" if key in down else "on"
            down ^= {key}
        steps.append((what, *key))
    return [*steps, *[("off", *key) for key in sorted(down)]]


MADE: dict[str, Callable[[int, int, int], Row]] = {
    "on": lambda tick, channel, pitch: on(tick, pitch, channel),
    "off": lambda tick, channel, pitch: off(tick, pitch, channel),
    "pedal": lambda tick, channel, _: pedal(tick, 127, channel),
    "lift": lambda tick, channel, _: pedal(tick, 0, channel),
}


def expected_end(steps: list[Step], start: int) -> int:
    """Slowly and plainly: goes through what follows a key press until its sound must have ended."""
    _, channel, pitch = steps[start]
    pedals = [
        what
        for what, on_channel, _ in steps[:start]
        if on_channel == channel and what in ("pedal", "lift")
    ]
    held, down = pedals[-1:] == ["pedal"], True
    for at, (what, other, key) in enumerate(steps[start + 1 :], start + 1):
        if other != channel:
            continue
        down = down and not (what == "off" and key == pitch)
        held = what == "pedal" or (held and what != "lift")
        if not (down or held) or (not down and what == "on" and key == pitch):
            return at * 10
    return (len(steps) - 1) * 10


@given(playing())
def test_whatever_is_played_each_note_ends_where_its_sound_does(steps: list[Step]) -> None:
    starts = [index for index, (what, _, _) in enumerate(steps) if what == "on"]
    if not starts:
        return
    rows = [
        MADE[what](index * 10, channel, pitch) for index, (what, channel, pitch) in enumerate(steps)
    ]
    expected = sorted((start * 10, steps[start][2], expected_end(steps, start)) for start in starts)
    assert sounding(rows) == expected


@pytest.mark.parametrize("extra", [[], [pedal(0, 127)]])
def test_an_overlap_of_one_pitch_is_read_as_before(extra: list[Row]) -> None:
    rows = [*extra, on(0, 60), on(240, 60), off(480, 60), on(960, 64), off(LAST, 64)]
    assert {end for _, pitch, end in sounding(rows) if pitch == 60} == {LAST if extra else 480}
