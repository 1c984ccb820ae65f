"""What the critic of the band network hears, real and drawn."""

import torch

from generation.codecs.monophonic import REST
from generation.techniques.gan.band.adversarial import (
    Roll,
    crop,
    crop_music,
    encode_roll,
    judge,
    sample_roll,
)
from generation.techniques.gan.band.loss import draw_told
from generation.techniques.gan.band.masking import draw_visible, hide_all, show_rhythm
from generation.techniques.gan.band.network import Critic
from generation.training.randomness import seeded
from tests.generation.small_band import SMALL, band_dataset, opinionated

MUSIC, TEXTURE = BATCH = band_dataset().draw_windows(4, 128, seeded("cpu", 1))
REAL = encode_roll(MUSIC, SMALL.states)


def draw(visible_seed: int = 2, **shown: bool) -> tuple[Roll, torch.Tensor]:
    random = seeded("cpu", visible_seed)
    visible = show_rhythm(MUSIC) if shown.get("rhythm") else draw_visible(MUSIC, random)
    visible = hide_all(MUSIC) if shown.get("nothing") else visible
    logits = opinionated()(MUSIC, visible, draw_told(BATCH, SMALL, random))
    return sample_roll(logits, MUSIC, visible, REAL, random), visible.rhythm


def test_it_works() -> None:
    roll, _ = draw(nothing=True)
    assert [each.shape for each in roll] == [each.shape for each in REAL]
    assert torch.allclose(roll.state.sum(2), torch.ones(4, 7, 128))
    assert torch.equal(roll.state[:, 0], REAL.state[:, 0])
    assert not torch.equal(roll.state[:, 1], REAL.state[:, 1])


def test_it_keeps_the_rhythm_that_shows() -> None:
    roll, _ = draw(rhythm=True)
    assert torch.allclose(roll.change, REAL.change) and torch.allclose(roll.drums, REAL.drums)
    assert torch.allclose(roll.state[:, :, REST], REAL.state[:, :, REST], atol=1e-6)


def test_an_absent_role_stays_silent() -> None:
    roll, _ = draw(nothing=True)
    absent = MUSIC.present[:, :-1] == 0
    assert absent.any()
    assert (roll.state[:, 1:, REST][absent] == 1).all() and not roll.change[:, 1:][absent].any()
    assert not roll.drums[MUSIC.present[:, -1] == 0].any()


def test_every_stretch_is_heard_by_itself() -> None:
    values = torch.arange(2 * 3 * 128).view(2, 3, 128)
    found = crop(values, 32)
    assert found.shape == (8, 3, 32)
    assert torch.equal(found[5], values[1, :, 32:64])
    told = crop_music(MUSIC, 32)
    assert torch.equal(told.meter[2], MUSIC.meter[0, :, 64:96])
    assert told.genre.tolist() == MUSIC.genre.repeat_interleave(4).tolist()


def test_the_score_depends_on_the_genre() -> None:
    torch.manual_seed(1)
    critic = Critic(SMALL)
    one = judge(critic, REAL, MUSIC)
    other = judge(critic, REAL, MUSIC._replace(genre=(MUSIC.genre + 1) % SMALL.genres))
    assert one.shape == (16,) and not torch.allclose(one, other)


def test_gradients_reach_rhythm_and_pitches() -> None:
    network, random = opinionated().requires_grad_(True), seeded("cpu", 3)
    logits = network(MUSIC, hide_all(MUSIC), draw_told(BATCH, SMALL, random))
    torch.manual_seed(1)
    roll = sample_roll(logits, MUSIC, hide_all(MUSIC), REAL, random)
    judge(Critic(SMALL), roll, MUSIC).mean().backward()
    gradient = network.to_logits.weight.grad
    assert gradient is not None
    pitches = SMALL.voices * (SMALL.states - 1)
    assert gradient[:pitches].abs().sum() > 0 and gradient[pitches:-9].abs().sum() > 0
    assert gradient[-9:].abs().sum() > 0
