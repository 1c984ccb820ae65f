"""Latency of the shipped GANs for two and eight bars, beside the network of the service they
follow.

`python benchmarks/gan_latency.py`: one JSON line. Median and 90 % point in milliseconds, one
thread, the runs of all candidates interleaved so that a busy machine slows them alike. "MIDI to
MIDI" reads bytes, generates at the default parameters and writes bytes; "draft" is the same with no
rehearsals; "network" is one pass of the generator. "network in torch" is the same pass in the torch
network that was trained. The original: AWS DeepComposer's U-Net sample, 8,273,540 parameters, two
bars only, 22.8 ms as shipped (TensorFlow 2.4.1, published in our research notes, another run); here
its layers rebuilt in torch with random weights.
"""

import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import load_file
from torch import Tensor, nn

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from generation.catalogue import read_card
from generation.engine import Request, generate
from generation.inference.threads import one_thread
from generation.music.midi import read_midi, write_midi
from generation.music.song import TICKS_PER_QUARTER, Note, Song, Track
from generation.techniques.gan.features import Music, encode_features
from generation.techniques.gan.inference import Accompaniment, Condition, Melody
from generation.techniques.gan.network import Generator
from generation.techniques.gan.sampler import load

RUNS = 15
PUBLISHED_MS = 22.8
ORIGINAL_PARAMETERS = 8_273_540


def widen(a: int, b: int) -> list[nn.Module]:
    """Twice the size by repetition, then a 4 x 4 convolution that keeps it (padded as TensorFlow
    pads)."""
    return [nn.Upsample(scale_factor=2), nn.ZeroPad2d((1, 2, 1, 2)), nn.Conv2d(a, b, 4)]


class OriginalGenerator(nn.Module):
    """The GAN lab's generator: (B, 1, 32, 128) melody and (B, 512, 2, 8) noise -> (B, 4, 32,
    128)."""

    def __init__(self) -> None:
        super().__init__()
        widths = (1, 64, 128, 256, 512)
        self.down = nn.ModuleList(
            nn.Sequential(
                nn.Conv2d(a, b, 4, stride=2, padding=1),
                nn.LeakyReLU(0.2),
                nn.BatchNorm2d(b) if a > 1 else nn.Identity(),
            )
            for a, b in pairwise(widths)
        )
        self.up = nn.ModuleList(
            nn.Sequential(*widen(a, b), nn.BatchNorm2d(b), nn.ReLU())
            for a, b in ((1024, 256), (512, 128), (256, 64))
        )
        self.out = nn.Sequential(*widen(128, 4), nn.Tanh())

    def forward(self, melody: Tensor, noise: Tensor) -> Tensor:
        skips = []
        x = melody
        for layer in self.down:
            x = layer(x)
            skips.append(x)
        x = torch.cat([x, noise], 1)
        for layer, skip in zip(self.up, reversed(skips[:-1]), strict=True):
            x = torch.cat([layer(x), skip], 1)
        return self.out(x)


def melody(bars: int) -> bytes:
    """A scale in quarters as a MIDI file."""
    quarter = TICKS_PER_QUARTER
    degrees = (0, 2, 4, 5, 7, 5, 4, 2)
    notes = tuple(Note(n * quarter, 60 + degrees[n % 8], quarter, 90) for n in range(4 * bars))
    return write_midi(Song((Track(notes, name="Melody"),)))


def midi_to_midi(model: str, data: bytes, parameters: dict[str, float]) -> Callable[[], object]:
    return lambda: write_midi(generate(Request("gan", read_midi(data), model, 1, parameters)).song)


def network(model: str, bars: int) -> Callable[[], object]:
    """One pass over an empty accompaniment, as served."""
    generator = load(read_card("gan", model)).generator
    config, steps = generator.config, 16 * bars
    silence = np.zeros((config.voices, steps), np.uint8)
    drawn = Accompaniment(silence, silence > 0, np.zeros((config.drums, steps), bool))
    melody = Melody(
        np.zeros(steps, np.uint8),
        np.zeros(steps, bool),
        np.zeros((config.meter, steps), np.float32),
    )
    noise = np.zeros(config.song_noise), np.zeros((config.bar_noise, bars))
    prepared = generator.prepare(melody, Condition(np.zeros(config.texture), *noise))
    visible = np.zeros((config.voices + 1, steps), bool)
    return lambda: prepared.logits(drawn, visible)


def network_in_torch(model: str, bars: int) -> Callable[[], object]:
    card, config, steps = (
        read_card("gan", model),
        load(read_card("gan", model)).generator.config,
        16 * bars,
    )
    tensors = {
        name: torch.from_numpy(each).float() for name, each in load_file(card.weights).items()
    }
    generator = Generator(config)
    generator.load_state_dict({name: each for name, each in tensors.items() if name != "textures"})
    cells = torch.zeros(1, config.voices, steps)
    music = Music(
        torch.zeros(1, steps, dtype=torch.long),
        torch.zeros(1, steps),
        cells.long(),
        cells,
        torch.zeros(1, config.drums, steps),
        torch.zeros(1, config.meter, steps),
    )
    given = encode_features(music, torch.zeros(1, config.voices + 1, steps), config.states)
    condition = torch.zeros(1, config.texture), torch.zeros(1, config.song_noise)
    return lambda: generator.eval()(given, *condition, torch.zeros(1, config.bar_noise, bars))


def original() -> Callable[[], object]:
    generator = OriginalGenerator().eval()
    assert (
        sum(p.numel() for p in (*generator.parameters(), *running(generator)))
        == ORIGINAL_PARAMETERS
    )
    return lambda: generator(torch.zeros(1, 1, 32, 128), torch.zeros(1, 512, 2, 8))


def running(generator: nn.Module) -> list[Tensor]:
    """Running means and variances, which the original's count includes."""
    return [buffer for name, buffer in generator.named_buffers() if "running" in name]


def candidates() -> dict[str, Callable[[], object]]:
    found = {"original network in torch, 2 bars": original()}
    for model in ("gan-bach", "gan-pop"):
        for bars in (2, 8):
            data = melody(bars)
            found[f"{model}, {bars} bars, MIDI to MIDI"] = midi_to_midi(model, data, {})
            found[f"{model}, {bars} bars, MIDI to MIDI, draft"] = midi_to_midi(
                model, data, {"refine": 0}
            )
            found[f"{model}, {bars} bars, network"] = network(model, bars)
            found[f"{model}, {bars} bars, network in torch"] = network_in_torch(model, bars)
    return found


@torch.inference_mode()
def measured() -> dict[str, dict[str, float]]:
    torch.set_num_threads(1)
    torch.manual_seed(1)
    tried = candidates()
    times: dict[str, list[float]] = {name: [] for name in tried}
    with one_thread():
        for run in range(RUNS + 2):
            for name, play in tried.items():
                begin = time.perf_counter()
                play()
                if run >= 2:  # the first two warm caches
                    times[name].append(1000 * (time.perf_counter() - begin))
    return {
        name: {"median_ms": median(t), "p90_ms": ninetieth(t), "least_ms": min(t)}
        for name, t in times.items()
    }


def median(values: list[float]) -> float:
    return round(statistics.median(values), 2)


def ninetieth(values: list[float]) -> float:
    return round(statistics.quantiles(values, n=10)[-1], 2)


if __name__ == "__main__":
    rows = measured()
    print(
        json.dumps(
            {
                "bench": "gan_latency",
                "load_average": os.getloadavg()[0],
                "original_as_published_ms": PUBLISHED_MS,
                "rows": rows,
            }
        )
    )
