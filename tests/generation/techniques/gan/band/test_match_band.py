"""The band network in numpy beside the torch network that is trained."""

import numpy as np
import pytest
import torch

from generation.codecs.monophonic import REST
from generation.inference.threads import one_thread
from generation.techniques.gan.band import inference
from generation.techniques.gan.band.features import Music, Told, Visible
from generation.techniques.gan.band.inference import Band, Luck, Tune
from generation.techniques.gan.band.loss import read_rhythm
from generation.techniques.gan.band.network import Generator, Logits
from generation.training.export import export_tensors
from generation.training.randomness import seeded
from tests.generation.small_band import SMALL, band_dataset, opinionated

GATE = 1e-4  # nats, of any logit


def draw_visible(music: Music, random: np.random.Generator) -> inference.Visible:
    roles, steps = music.present.shape[1], music.melody.shape[1]
    rhythm = random.random((roles, steps)) < 0.6
    return inference.Visible(rhythm, (random.random((roles - 1, steps)) < 0.6) & rhythm[:-1])


def read_band(music: Music) -> Band:
    rhythm = read_rhythm(music)[0].numpy().astype(np.uint8)
    return Band(music.state[0].numpy().astype(np.uint8), rhythm, music.drums[0].numpy() > 0)


def read_tune(music: Music) -> Tune:
    return Tune(
        music.melody[0].numpy().astype(np.uint8),
        music.melody_change[0].numpy() > 0,
        music.meter[0].numpy(),
        music.bars[0].numpy().astype(np.float64),
        int(music.genre[0]),
        music.present[0].numpy() > 0,
    )


def ask_torch(network: Generator, music: Music, visible: inference.Visible, luck: Luck) -> Logits:
    shown = Visible(*(torch.from_numpy(each)[None].float() for each in visible))
    told = Told(*(torch.from_numpy(each)[None] for each in luck))
    return network(music, shown, told)


def draw_luck(steps: int, random: np.random.Generator) -> Luck:
    return Luck(
        random.random((SMALL.texture, -(-steps // 64)), np.float32),
        random.standard_normal(SMALL.song_noise, np.float32),
        random.standard_normal((SMALL.bar_noise, steps // 16), np.float32),
    )


@pytest.mark.parametrize("steps", [16, 128, 192])
@torch.inference_mode()
def test_it_works(steps: int) -> None:
    network = opinionated()
    ours = inference.Generator(SMALL, export_tensors(network))
    random = np.random.default_rng(1)
    worst = 0.0
    for number in range(5):
        music = band_dataset().draw_windows(1, steps, seeded("cpu", number)).music
        visible, luck = draw_visible(music, random), draw_luck(steps, random)
        theirs = ask_torch(network, music, visible, luck)
        with one_thread():
            found = ours.prepare(read_tune(music), luck).logits(read_band(music), visible)
        pairs = (
            (found.pitch, theirs.pitch[0].swapaxes(1, 2)),
            (found.rhythm, theirs.rhythm[0].swapaxes(1, 2)),
            (found.drums, theirs.drums[0]),
        )
        worst = max(worst, *(np.abs(one - other.numpy()).max() for one, other in pairs))
    assert worst < GATE
    assert (music.state != REST).any()


def test_double_precision_says_the_same() -> None:
    random = np.random.default_rng(2)
    music = band_dataset().draw_windows(1, 128, seeded("cpu", 1)).music
    ours = inference.Generator(SMALL, export_tensors(opinionated()))
    network = ours.prepare(read_tune(music), draw_luck(128, random))
    visible = draw_visible(music, random)
    single, double = (each.logits(read_band(music), visible) for each in (network, network.exact))
    for one, other in zip(single, double, strict=True):
        assert one.dtype == np.float32 and other.dtype == np.float64
        assert np.abs(one - other).max() < GATE
