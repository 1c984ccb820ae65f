"""The generator and the critic: shapes, and what each may know."""

import pytest
import torch

from generation.techniques.gan.config import GanConfig
from generation.techniques.gan.features import Music, encode_features
from generation.techniques.gan.network import Critic, Generator
from tests.generation.untrained import GAN


def blank(steps: int, config: GanConfig = GAN) -> Music:
    return Music(
        torch.randint(config.states, (2, steps)),
        torch.zeros(2, steps),
        torch.randint(config.states, (2, config.voices, steps)),
        torch.zeros(2, config.voices, steps),
        torch.zeros(2, config.drums, steps),
        torch.zeros(2, config.meter, steps),
    )


def condition(steps: int, config: GanConfig = GAN) -> tuple[torch.Tensor, ...]:
    return (
        torch.zeros(2, config.texture),
        torch.randn(2, config.song_noise),
        torch.randn(2, config.bar_noise, steps // 16),
    )


@pytest.mark.parametrize("steps", [16, 32, 208])
def test_it_works(steps: int) -> None:
    torch.manual_seed(0)
    hidden = torch.zeros(2, GAN.voices + 1, steps)
    logits = Generator(GAN)(encode_features(blank(steps), hidden, GAN.states), *condition(steps))
    assert logits.state.shape == (2, GAN.voices, GAN.states, steps)
    assert logits.change.shape == (2, GAN.voices, steps)
    assert logits.drums.shape == (2, GAN.drums, steps)


def test_it_works_without_drums() -> None:
    config = GanConfig(voices=3, drums=0, widths=(16, 16, 16, 16))
    hidden = torch.zeros(2, 4, 32)
    logits = Generator(config)(
        encode_features(blank(32, config), hidden, config.states), *condition(32, config)
    )
    assert logits.drums.shape == (2, 0, 32)


def test_it_cannot_hear_what_is_hidden() -> None:
    torch.manual_seed(0)
    music = blank(32)
    other = music._replace(
        state=(music.state + 5) % GAN.states, drums=1 - music.drums, change=1 - music.change
    )
    hidden = torch.zeros(2, GAN.voices + 1, 32)
    assert torch.equal(
        encode_features(music, hidden, GAN.states), encode_features(other, hidden, GAN.states)
    )
    visible_voices = torch.ones_like(hidden)
    assert not torch.equal(
        encode_features(music, visible_voices, GAN.states),
        encode_features(other, visible_voices, GAN.states),
    )


def test_it_scores_music() -> None:
    critic = Critic(GAN)
    scores = critic(
        torch.rand(2, GAN.voices + 1, GAN.states, 32),
        torch.rand(2, GAN.voices + 1, 32),
        torch.rand(2, GAN.drums, 32),
        torch.zeros(2, GAN.meter, 32),
    )
    assert scores.shape == (2,)


def test_it_folds_octaves_to_one_chroma() -> None:
    fold = Critic(GAN).fold
    assert torch.equal(fold[:, 1], fold[:, 13])
    assert fold[:, 0].sum() == 0
    assert fold.sum() == GAN.states - 1
