"""A band for a melody, by a network that no training has touched."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from generation.music.song import Song
from generation.take import Refused
from generation.techniques.gan.band import drafting, inference
from generation.techniques.gan.band.inference import Generator, Luck, Tune, Visible
from generation.techniques.gan.band.moods import Model
from generation.techniques.gan.band.sampler import perform
from generation.training.export import export_tensors
from tests.generation.small_band import CARDS, SMALL, TEXTURES, opinionated
from tests.generation.tunes import jig, ode

SMALL_REACH = replace(SMALL, reach=2)
NETWORK = Generator(SMALL, export_tensors(opinionated()))
MODEL = Model(NETWORK, TEXTURES)


def play(seed: int = 1, song: Song | None = None, genre: str = "rock", **wishes: Any) -> Song:
    card = CARDS[genre]
    return perform(MODEL, card, song or ode(), 0, card.complete_parameters(wishes), seed)


def test_it_works() -> None:
    song = play()
    assert song.tracks[0] == ode().tracks[0]
    assert [track.name for track in song.tracks[1:]] == [
        "Bass",
        "Guitars",
        "Strings",
        "Lead",
        "Drums",
    ]
    assert all(track.notes for track in song.tracks)


@pytest.mark.parametrize("genre", CARDS)
def test_each_genre_has_its_band(genre: str) -> None:
    song = play(genre=genre, refine=0)
    assert [track.name for track in song.tracks[1:]] == [
        each["name"] for each in CARDS[genre].tracks
    ]
    assert song.tracks[1].notes


def test_it_plays_in_six_eighths() -> None:
    song = play(song=jig(), refine=0)
    assert song.tracks[0] == jig().tracks[0] and song.tracks[1].notes


def test_the_same_seed_gives_the_same_band() -> None:
    assert play(3).tracks == play(3).tracks
    assert play(3).tracks != play(4).tracks


def test_whoever_is_not_wanted_does_not_play() -> None:
    song = play(drums="off", pad="off", counter="off")
    assert [track.name for track in song.tracks[1:]] == ["Bass", "Guitars"]


def test_double_precision_decides_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """What single precision was sure of."""
    found = play(5)
    monkeypatch.setattr(drafting, "decide", lambda attempt, source: attempt(source.exact)[0])
    assert play(5).tracks == found.tracks


def draw_song(steps: int) -> tuple[Tune, Luck, inference.Band, Visible]:
    random = np.random.default_rng(7)
    tune = Tune(
        random.integers(0, SMALL.states, steps).astype(np.uint8),
        random.random(steps) < 0.3,
        random.standard_normal((SMALL.meter, steps)).astype(np.float32),
        np.arange(steps) / 16,
        0,
        np.ones(SMALL.roles, bool),
    )
    luck = Luck(
        random.random((SMALL.texture, steps // 64)),
        random.standard_normal(SMALL.song_noise),
        random.standard_normal((SMALL.bar_noise, steps // 16)),
    )
    rhythm = random.integers(0, 3, (SMALL.voices, steps)).astype(np.uint8)
    state = random.integers(0, SMALL.states, (SMALL.voices, steps)).astype(np.uint8)
    drums = random.random((SMALL.drums, steps)) < 0.2
    shown = random.random((SMALL.roles, steps)) < 0.5
    visible = Visible(shown, shown[:-1] & (random.random((SMALL.voices, steps)) < 0.5))
    return tune, luck, inference.Band(state, rhythm, drums), visible


def test_a_window_of_a_song_sounds_as_the_whole() -> None:
    """Far enough from its ends: how far a step hears is bounded, so that a song may be long."""
    near = Generator(SMALL_REACH, export_tensors(opinionated(config=SMALL_REACH)))
    tune, luck, band, visible = draw_song(1024)
    whole = near.prepare(tune, luck).logits(band, visible)
    part = slice(256, 768)
    tune = Tune(
        tune.state[part],
        tune.change[part],
        tune.meter[:, part],
        tune.bars[part],
        tune.genre,
        tune.present,
    )
    luck = Luck(luck.texture[:, 4:12], luck.song_noise, luck.bar_noise[:, 16:48])
    window = near.prepare(tune, luck).logits(
        inference.Band(band.state[:, part], band.rhythm[:, part], band.drums[:, part]),
        Visible(visible.rhythm[:, part], visible.pitch[:, part]),
    )
    middle = slice(248, 264)
    assert np.allclose(whole.rhythm[:, 256:][:, middle], window.rhythm[:, middle], atol=1e-4)
    assert not np.allclose(whole.rhythm[:, 256:272], window.rhythm[:, :16], atol=1e-2)


def test_it_leaves_roles_to_tracks_that_are_there(sample_song: Callable[..., Song]) -> None:
    song = play(song=sample_song(bars=4, band=True), keep=True)
    names = [track.name for track in song.tracks]
    assert names[-2:] == ["Strings", "Lead"] and len(names) == 6
    assert song.tracks[:4] == sample_song(bars=4, band=True).tracks


def test_a_band_without_players_is_refused() -> None:
    """It would be the same song once more."""
    with pytest.raises(Refused, match="Nobody is left to play"):
        play(bass="off", comp="off", pad="off", counter="off", drums="off")


def test_so_is_one_whose_parts_are_all_there(sample_song: Callable[..., Song]) -> None:
    song = sample_song(bars=4, band=True)
    with pytest.raises(Refused):
        play(song=song, keep=True, pad="off", counter="off")
