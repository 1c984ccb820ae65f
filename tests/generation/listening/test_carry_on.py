"""Openings to carry on: the first quarter of what people wrote is given, the rest is theirs."""

from collections.abc import Callable
from pathlib import Path

import pytest

from generation.listening.programme import Programme, Wish
from generation.music.song import TICKS_PER_QUARTER, Song
from tests.generation.listening.packs import write_pack

BAR = 4 * TICKS_PER_QUARTER


@pytest.fixture
def programme(tmp_path: Path, sample_song: Callable[..., Song]) -> Programme:
    pack = write_pack(tmp_path, sample_song)
    return Programme.of(Wish("pop", pack, bars=12, technique="transformer"))


def test_a_quarter_is_given(programme: Programme) -> None:
    """Of what has more than a melody; sheets and melodies alone are left out."""
    assert {tune.title for tune in programme.tunes} == {"Three", "Four"}
    for tune in programme.tunes:
        assert tune.real and len(tune.given.tracks) == len(tune.real.tracks)
        assert tune.given.end <= 3 * BAR < tune.real.end
        early = [note for note in tune.real.tracks[0].notes if note.onset < 3 * BAR]
        assert list(tune.notes) == early


def test_everybody_goes_on_for_as_long(programme: Programme) -> None:
    tune = programme.tunes[0]
    model, real, again = programme.parts(tune)
    assert model.card and model.card.technique == "transformer"
    assert model.parameters == {"seconds": 18}  # nine bars at 120
    assert real.song == tune.real
    assert again.song and tune.real and len(again.song.bar_starts()) == len(tune.real.bar_starts())


def test_copies_repeat_the_opening(programme: Programme) -> None:
    song = programme.parts(programme.tunes[0])[2].song
    assert song
    tune = [(note.onset, note.pitch) for note in song.tracks[0].notes]
    later = [(onset - 3 * BAR, pitch) for onset, pitch in tune if 3 * BAR <= onset < 6 * BAR]
    assert later == [place for place in tune if place[0] < 3 * BAR]
