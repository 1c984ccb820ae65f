"""The generator and the critic: shapes, and what each may know."""

import pytest
import torch

from generation.networks.gan import Critic, Generator, Sizes
from generation.networks.hearing import Music, features
from tests.generation.tiny import SIZES


def blank(steps: int, sizes: Sizes = SIZES) -> Music:
    return Music(
        torch.randint(sizes.states, (2, steps)),
        torch.zeros(2, steps),
        torch.randint(sizes.states, (2, sizes.voices, steps)),
        torch.zeros(2, sizes.voices, steps),
        torch.zeros(2, sizes.drums, steps),
        torch.zeros(2, sizes.meter, steps),
    )


def condition(steps: int, sizes: Sizes = SIZES) -> tuple[torch.Tensor, ...]:
    return (
        torch.zeros(2, sizes.texture),
        torch.randn(2, sizes.song_noise),
        torch.randn(2, sizes.bar_noise, steps // 16),
    )


@pytest.mark.parametrize("steps", [16, 32, 208])
def test_it_works(steps: int) -> None:
    torch.manual_seed(0)
    hidden = torch.zeros(2, SIZES.voices + 1, steps)
    logits = Generator(SIZES)(features(blank(steps), hidden, SIZES.states), *condition(steps))
    assert logits.state.shape == (2, SIZES.voices, SIZES.states, steps)
    assert logits.change.shape == (2, SIZES.voices, steps)
    assert logits.drums.shape == (2, SIZES.drums, steps)


def test_it_works_without_drums() -> None:
    sizes = Sizes(voices=3, drums=0, widths=(16, 16, 16, 16))
    hidden = torch.zeros(2, 4, 32)
    logits = Generator(sizes)(features(blank(32, sizes), hidden, sizes.states), *condition(32, sizes))
    assert logits.drums.shape == (2, 0, 32)


def test_it_cannot_hear_what_is_hidden() -> None:
    torch.manual_seed(0)
    music = blank(32)
    other = music._replace(state=(music.state + 5) % SIZES.states, drums=1 - music.drums, change=1 - music.change)
    hidden = torch.zeros(2, SIZES.voices + 1, 32)
    assert torch.equal(features(music, hidden, SIZES.states), features(other, hidden, SIZES.states))
    shown = torch.ones_like(hidden)
    assert not torch.equal(features(music, shown, SIZES.states), features(other, shown, SIZES.states))


def test_it_scores_music() -> None:
    critic = Critic(SIZES)
    scores = critic(
        torch.rand(2, SIZES.voices + 1, SIZES.states, 32),
        torch.rand(2, SIZES.voices + 1, 32),
        torch.rand(2, SIZES.drums, 32),
        torch.zeros(2, SIZES.meter, 32),
    )
    assert scores.shape == (2,)


def test_it_folds_octaves_to_one_chroma() -> None:
    fold = Critic(SIZES).fold
    assert torch.equal(fold[:, 1], fold[:, 13])
    assert fold[:, 0].sum() == 0
    assert fold.sum() == SIZES.states - 1
