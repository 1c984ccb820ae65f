"""A tune is known again in other clothes, and is not found where it is not."""

import random
from collections.abc import Callable
from dataclasses import replace
from itertools import chain, combinations, product

import pytest

from chartbusters.compositions.presets import presets
from generation.music.song import Note, Song, Tempo, Track
from generation.music.tunes import MOST, same_tune, tune

SCALE = [0, 2, 4, 5, 7, 9, 11]


def melody(seed: int, notes: int = 48) -> Song:
    """A walk on a scale: what unlike tunes have in common is its kind alone."""
    draw, degree, line = random.Random(seed), 14, []
    for number in range(notes):
        degree = min(28, max(0, degree + draw.choice([-3, -2, -1, -1, 0, 1, 1, 2, 3])))
        pitch = 36 + 12 * (degree // 7) + SCALE[degree % 7]
        line.append(Note(480 * number, pitch, 400, 90))
    return Song((Track(tuple(line), name="Melody"),), title=f"Tune {seed}")


def changed(song: Song, change: Callable[[Note], Note]) -> Song:
    return song.with_tracks(
        replace(track, notes=tuple(map(change, track.notes))) for track in song.tracks
    )


def with_band(song: Song) -> Song:
    """A bass and chords under it, all its own."""
    bass = Track(tuple(Note(1920 * bar, 36 + bar * 5 % 12, 1900) for bar in range(12)), 33)
    both = product(range(12), (0, 4))
    chords = [Note(1920 * bar, 48 + bar * 7 % 12 + up, 900) for bar, up in both]
    return song.with_tracks([bass, Track(tuple(chords), 48), *song.tracks])


def as_one_track(song: Song) -> Song:
    notes = chain.from_iterable(track.notes for track in song.tracks)
    return song.with_tracks([Track(tuple(sorted(notes)))])


def with_other_notes(song: Song) -> Song:
    """Every eighth note another one."""
    draw = random.Random(8)

    def other(note: Note) -> Note:
        return note._replace(pitch=note.pitch + 4) if draw.random() < 0.125 else note

    return changed(song, other)


def half_of_it(song: Song) -> Song:
    notes = song.tracks[-1].notes
    return song.with_tracks([Track(notes[: len(notes) // 2])])


CLOTHES: dict[str, Callable[[Song], Song]] = {
    "another key": lambda song: changed(song, lambda n: n._replace(pitch=n.pitch + 5)),
    "an octave lower": lambda song: changed(song, lambda n: n._replace(pitch=n.pitch - 12)),
    "half as fast": lambda song: changed(song, lambda n: n._replace(onset=2 * n.onset)),
    "another tempo": lambda song: replace(song, tempi=(Tempo(0, 300_000),)),
    "a dotted rhythm": lambda song: changed(
        song, lambda n: n._replace(onset=n.onset + n.onset // 480 % 2 * 240)
    ),
    "later": lambda song: changed(song, lambda n: n._replace(onset=n.onset + 7777)),
    "other loudness": lambda song: changed(song, lambda n: n._replace(velocity=41)),
    "another instrument": lambda song: song.with_tracks(
        replace(track, program=73) for track in song.tracks
    ),
    "a band": with_band,
    "a band, as one track": lambda song: as_one_track(with_band(song)),
    "a band in another key, as one track": lambda song: as_one_track(
        with_band(changed(song, lambda n: n._replace(pitch=n.pitch + 2)))
    ),
    "some other notes": with_other_notes,
    "half of it": half_of_it,
    "a new half": lambda song: song.with_tracks([*half_of_it(song).tracks, melody(99).tracks[0]]),
}


@pytest.mark.parametrize("clothes", CLOTHES)
def test_it_works(clothes: str) -> None:
    for song in [melody(1), with_band(melody(2)), presets()[0].song]:
        worn = CLOTHES[clothes](song)
        assert same_tune(tune(song), tune(worn)) and same_tune(tune(worn), tune(song))


def test_it_tells_tunes_apart() -> None:
    """All but one pair in two hundred, with long songs among them: a song too many is silent for
    some days, one too few would tell a name."""
    tunes = [tune(one.song) for one in presets()]
    tunes += [tune(melody(seed, notes)) for seed, notes in enumerate([16, 32, 64, 200, 500] * 10)]
    pairs = list(combinations(tunes, 2))
    assert 200 * sum(same_tune(one, other) for one, other in pairs) < len(pairs)


def test_it_hears_no_tune_in_one_note() -> None:
    """Nor in what many basses do."""
    bass = Song((Track(tuple(Note(480 * n, 36 + n // 16 * 5, 400) for n in range(64))),))
    other = Song((Track(tuple(Note(240 * n, 40 + n // 32 * 5, 200) for n in range(64))),))
    assert not same_tune(tune(bass), tune(other))


@pytest.mark.parametrize("notes", [0, 1])
def test_it_handles_next_to_nothing(notes: int) -> None:
    song = Song((Track(tuple(Note(0, 60, 100) for _ in range(notes))),))
    assert not same_tune(tune(song), tune(song)) and tune(song) == b""


def test_it_handles_a_short_call() -> None:
    call = Song((Track(tuple(Note(480 * n, 60 + n * 4, 400) for n in range(4))),))
    assert same_tune(tune(call), tune(CLOTHES["another key"](call)))


def test_it_hears_drums_alone() -> None:
    """Where nothing else sounds they are the tune."""
    draw = random.Random(4)
    beat = tuple(Note(240 * n, draw.choice([36, 38, 42, 46, 49]), 100) for n in range(64))
    drums = Song((Track(beat, drums=True),))
    assert same_tune(tune(drums), tune(CLOTHES["another tempo"](drums)))


def test_it_keeps_a_bounded_part_of_long_songs() -> None:
    """And finds the tune in them all the same."""
    long, other = melody(5, 19_000), melody(6, 19_000)
    assert len(tune(long)) <= 4 * MOST
    assert same_tune(tune(long), tune(CLOTHES["another key"](long)))
    part = long.with_tracks([Track(long.tracks[0].notes[9_000:10_000])])
    assert same_tune(tune(part), tune(long))
    assert len(other.tracks[0].notes) == 19_000
