"""A hundred iterations of editing on eight bars, beside the AR-CNN of the service that we follow.

`python benchmarks/arcnn_latency.py`: one JSON line. One thread for all, the runs of ours
interleaved; milliseconds. "MIDI to MIDI" reads bytes, works at the default parameters (100
iterations) and writes bytes. The original: AWS DeepComposer's AR-CNN, 31,455,553 parameters, one
cell flipped a pass, 8.2 to 8.3 s as shipped (TensorFlow 2.4.1 on two threads, published in our
research notes, another run); here its layers rebuilt in torch with random weights, and its loop:
temperature, softmax over the roll, budgets, one draw, one flip. "several_edits_a_pass_less_one":
nats a cell that the network gives to what was edited four at a time, less those for one edit a
pass.
"""

import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import load_file
from torch import Tensor, nn

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from generation.catalogue import read_card
from generation.codecs.chorale import REST, encode_voices, find_vocal_shift, separate_voices
from generation.codecs.grid import build_grid
from generation.engine import Request, generate
from generation.inference.threads import one_thread
from generation.music.midi import read_midi, write_midi
from generation.music.song import TICKS_PER_QUARTER, Note, Song, Track
from generation.techniques.arcnn import editing
from generation.techniques.arcnn.config import GIVEN, HIDDEN
from generation.techniques.arcnn.log_probs import Cells, get_beat_phases, infer_log_probs, load
from generation.techniques.arcnn.network import Arcnn

RUNS, RUNS_OF_ORIGINAL, ITERATIONS, SEEDS = 11, 3, 100, 24
PUBLISHED_SECONDS = (8.21, 8.34)
ORIGINAL_PARAMETERS = 31_455_553
STEP = TICKS_PER_QUARTER // 4


def double(a: int, b: int, normed: bool) -> nn.Sequential:
    """Two 3 x 3 convolutions; with batch normalisation after each pair where the original
    has it."""
    layers = [nn.Conv2d(a, b, 3, padding=1), nn.ReLU(), nn.Conv2d(b, b, 3, padding=1), nn.ReLU()]
    return nn.Sequential(*layers, nn.BatchNorm2d(b) if normed else nn.Identity())


class OriginalNetwork(nn.Module):
    """The lab's U-Net: (B, 1, 128, 128) roll -> (B, 1, 128, 128) logits of flipping each cell."""

    def __init__(self) -> None:
        super().__init__()
        widths = [32, 64, 128, 256, 512]
        self.down = nn.ModuleList(
            double(a, b, b < 512) for a, b in zip([1, *widths], widths, strict=False)
        )
        self.bottom = double(512, 1024, normed=False)
        above = [1024, *reversed(widths[1:])]
        self.norms = nn.ModuleList(
            nn.BatchNorm2d(a + b) for a, b in zip(above, reversed(widths), strict=True)
        )
        self.norms[-1] = nn.Identity()
        self.up = nn.ModuleList(
            double(a + b, b, normed=False) for a, b in zip(above, reversed(widths), strict=True)
        )
        self.out = nn.Conv2d(32, 1, 1)

    def forward(self, x: Tensor) -> Tensor:
        skips = []
        for layer in self.down:
            x = layer(x)
            skips.append(x)
            x = nn.functional.max_pool2d(x, 2)
        x = self.bottom(x)
        for norm, layer, skip in zip(self.norms, self.up, reversed(skips), strict=True):
            x = layer(norm(torch.cat([nn.functional.interpolate(x, scale_factor=2), skip], 1)))
        return self.out(x)


def counted(network: nn.Module) -> int:
    """As the original counts: with running means and variances."""
    buffers = [buffer for name, buffer in network.named_buffers() if "running" in name]
    return sum(tensor.numel() for tensor in (*network.parameters(), *buffers))


def original(network: nn.Module, data: bytes) -> bytes:
    """The original's sampling loop at its defaults, MIDI to MIDI."""
    roll = np.zeros((128, 128), np.float32)
    for note in read_midi(data).tracks[0].notes:
        roll[note.onset // STEP : note.end // STEP, note.pitch] = 1
    given, random = roll.copy(), np.random.default_rng(1)
    for _ in range(ITERATIONS):
        logits = network(torch.from_numpy(roll)[None, None])[0, 0].numpy().astype(np.float64)
        odds = np.exp(logits - logits.max())
        if ((given == 1) & (roll == 0)).sum() >= given.sum():
            odds[(given == 1) & (roll == 1)] = 0
        if ((given == 0) & (roll == 1)).sum() > 500:
            odds[(given == 0) & (roll == 0)] = 0
        cell = random.choice(odds.size, p=(odds / odds.sum()).ravel())
        roll.ravel()[cell] = 1 - roll.ravel()[cell]
    cells = [Note(int(t) * STEP, int(p), STEP, 90) for t, p in np.argwhere(roll)]
    return write_midi(Song((Track(tuple(cells)),)))


def melody(bars: int) -> bytes:
    """A scale in quarters as a MIDI file."""
    degrees = (0, 2, 4, 5, 7, 5, 4, 2)
    quarter = TICKS_PER_QUARTER
    notes = tuple(Note(n * quarter, 60 + degrees[n % 8], quarter, 90) for n in range(4 * bars))
    return write_midi(Song((Track(notes, name="Melody"),)))


def harmonise_as_shipped(data: bytes, **parameters: object) -> Callable[[], object]:
    request = {"iterations": ITERATIONS, **parameters}
    return lambda: write_midi(generate(Request("arcnn", read_midi(data), None, 1, request)).song)


def one_pass() -> Callable[[], object]:
    network = load(read_card("arcnn"))
    cells = np.zeros((1, network.config.voices, 128), np.int64)
    return lambda: network.logits(cells, np.full_like(cells, GIVEN), np.zeros((1, 128), np.int64))


def one_pass_in_torch() -> Callable[[], object]:
    """The same in the torch network that was trained."""
    card, config = read_card("arcnn"), load(read_card("arcnn")).config
    network = Arcnn(config).eval()
    tensors = load_file(card.weights)
    network.load_state_dict(
        {name: torch.from_numpy(tensor).float() for name, tensor in tensors.items()}
    )
    cells = torch.zeros(1, config.voices, 128, dtype=torch.long)
    return lambda: network(
        cells, torch.full_like(cells, GIVEN), torch.zeros(1, 128, dtype=torch.long)
    )


def nats_of(song: Song) -> float:
    """Mean nats a cell of a track as the network sees it, half of its beats hidden at a time."""
    grid = build_grid(song, 0, song.end)
    seats = separate_voices(song.tracks[0].notes, grid)
    state = encode_voices(seats, grid.steps, find_vocal_shift(seats))
    sounding, random = state != REST, np.random.default_rng(1)
    found = []
    for _ in range(8):
        asked = np.repeat(random.random((len(state), grid.steps // 4)) < 0.5, 4, 1) & sounding
        kind = np.where(asked | ~sounding, HIDDEN, GIVEN).astype(np.uint8)
        log_probs = infer_log_probs(
            load(read_card("arcnn")), Cells(state, kind), get_beat_phases(grid)
        )
        voice, step = np.nonzero(asked)
        found.append(-log_probs[voice, step, state[voice, step]].mean())
    return float(np.mean(found))


def several_less_one() -> dict[str, float]:
    """Several edits a pass beside one edit a pass, on the same melodies and seeds."""
    usual, differences = editing.PASSES, []
    for seed in range(SEEDS):
        nats = []
        for passes in (usual, ITERATIONS):
            editing.PASSES = passes
            request = Request("arcnn", read_midi(melody(8)), None, seed, {"iterations": ITERATIONS})
            nats.append(nats_of(generate(request).song))
        differences.append(nats[0] - nats[1])
    editing.PASSES = usual
    error = statistics.stdev(differences) / len(differences) ** 0.5
    return {"mean_nats": round(statistics.mean(differences), 4), "standard_error": round(error, 4)}


def timed(play: Callable[[], object]) -> float:
    begin = time.perf_counter()
    play()
    return 1000 * (time.perf_counter() - begin)


@torch.inference_mode()
def make_row() -> dict[str, dict[str, float]]:
    torch.set_num_threads(1)
    torch.manual_seed(1)
    network, data = OriginalNetwork().eval(), melody(8)
    assert counted(network) == ORIGINAL_PARAMETERS, counted(network)
    tried = {
        "ours, enhance, 8 bars, MIDI to MIDI": harmonise_as_shipped(data),
        "ours, harmonise, 8 bars, MIDI to MIDI": harmonise_as_shipped(data, mode="harmonise"),
        "ours, enhance, 64 bars, MIDI to MIDI": harmonise_as_shipped(melody(64)),
        "ours, one pass of the network, 8 bars": one_pass(),
        "ours, one pass in torch, 8 bars": one_pass_in_torch(),
        "original, one pass of the network": lambda: network(torch.zeros(1, 1, 128, 128)),
    }
    times: dict[str, list[float]] = {name: [] for name in tried}
    slow: list[float] = []
    with one_thread():
        for run in range(RUNS + 1):
            for name, play in tried.items():
                took = timed(play)
                if run:  # the first one warms caches
                    times[name].append(took)
            if run < RUNS_OF_ORIGINAL:
                slow.append(timed(lambda: original(network, data)))
    times["original, 8 bars, MIDI to MIDI"] = slow
    return {name: summary(values) for name, values in times.items()}


def summary(values: list[float]) -> dict[str, float]:
    return {
        "median_ms": round(statistics.median(values), 2),
        "least_ms": round(min(values), 2),
        "most_ms": round(max(values), 2),
        "runs": len(values),
    }


if __name__ == "__main__":
    rows = make_row()
    of_original = rows["original, 8 bars, MIDI to MIDI"]["median_ms"]
    print(
        json.dumps(
            {
                "bench": "arcnn_latency",
                "load_average": os.getloadavg()[0],
                "original_as_published_s": PUBLISHED_SECONDS,
                "times_faster": round(
                    of_original / rows["ours, enhance, 8 bars, MIDI to MIDI"]["median_ms"], 1
                ),
                "several_edits_a_pass_less_one": several_less_one(),
                "rows": rows,
            }
        )
    )
