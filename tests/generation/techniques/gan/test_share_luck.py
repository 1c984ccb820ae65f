"""What is random about a song, and what of it comes back."""

from typing import Any

import numpy as np
import pytest

from generation.techniques.gan.luck import Luck, Places, Shares
from tests.generation.untrained import GAN

BAR, PHRASE, STEPS = 16, 64, 160
AT = np.arange(STEPS)
V = GAN.voices


def luck(seed: int = 1, **shares: Any) -> Luck:
    """Of ten bars; voices 1, 2 and 3 are one player's."""
    places = Places(AT // BAR, AT % BAR)
    return Luck(places, GAN, [(0,), (1, 2, 3), (4,)], Shares(**shares), np.random.default_rng(seed))


def share_kept(values: np.ndarray, period: int) -> float:
    """Of the steps, how many are as that many steps before; the last axis is time."""
    return float((values[..., period:] == values[..., :-period]).mean())


def test_it_works() -> None:
    noise = luck().draw()
    assert (noise.change.shape, noise.drums.shape) == ((V, STEPS), (GAN.drums, STEPS))
    assert noise.pitch.shape == (V, STEPS, GAN.states)
    assert ((noise.pitch > 0) & (noise.pitch < 1)).all()


def test_nothing_comes_back_by_itself() -> None:
    made = luck()
    one, other = made.draw(), made.draw()
    assert not any((a == b).any() for a, b in zip(one, other, strict=True))
    assert share_kept(one.change, BAR) == share_kept(one.change, PHRASE) == 0


@pytest.mark.parametrize("share", [0.5, 1.0])
def test_a_share_of_the_rhythm_is_as_in_every_phrase(share: float) -> None:
    noise = luck(phrases=share).draw()
    assert share_kept(noise.change, PHRASE) == pytest.approx(share**2, abs=0.1)
    assert share_kept(noise.drums, PHRASE) == share_kept(noise.change, BAR) == 0


def test_a_share_of_a_phrase_is_as_in_every_bar() -> None:
    noise = luck(drum_phrases=1.0, drum_bars=0.5).draw()
    assert share_kept(noise.drums, PHRASE) == 1
    assert share_kept(noise.drums, BAR) == pytest.approx(0.25, abs=0.1)


def test_whole_bars_come_back_or_nothing_of_them() -> None:
    """Of the bars that are as the one before, none is nearly so."""
    change = luck(whole=True, bars=0.5, phrases=1.0).draw().change.reshape(V, -1, BAR)
    same = (change[:, 1:] == change[:, :-1]).mean(-1)
    assert set(same.ravel().tolist()) == {0.0, 1.0}


def test_pitches_come_back_by_themselves() -> None:
    noise = luck(pitches=1.0).draw()
    assert (noise.pitch[:, PHRASE:] == noise.pitch[:, :-PHRASE]).all()
    assert share_kept(noise.change, PHRASE) == 0


def test_voices_of_one_player_begin_together() -> None:
    change = luck(chords=1.0).draw().change
    assert (change[1] == change[2]).all() and (change[1] == change[3]).all()
    assert not (change[0] == change[1]).any() and not (change[4] == change[1]).any()


def test_where_forms_are_shared_phrases_are_rehearsed_together() -> None:
    picked = luck(forms=True).draw_beats()
    assert (np.abs(picked[:, PHRASE // 4 :] - picked[:, : -PHRASE // 4]) < 1e-5).all()
    assert len(np.unique(picked)) == picked.size  # or two beats would stand at one place


@pytest.mark.parametrize("forms", [False, True])
def test_noise_of_bars_comes_back_with_the_form(forms: bool) -> None:
    noise = np.random.default_rng(0).standard_normal((3, STEPS // BAR))
    repeated = luck(forms=forms).repeat_bars(noise)
    assert (repeated[:, :4] == noise[:, :4]).all()
    assert (repeated[:, 4:8] == noise[:, :4]).all() == forms


def test_the_same_seed_has_the_same_luck() -> None:
    one, other = luck(7, phrases=0.5).draw(), luck(7, phrases=0.5).draw()
    assert all((a == b).all() for a, b in zip(one, other, strict=True))
