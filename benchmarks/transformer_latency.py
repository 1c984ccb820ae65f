"""Thirty seconds more of an eight-bar band: the whole, and the time to the first note; one take and
four.

`python benchmarks/transformer_latency.py`: one JSON line. One thread, the runs interleaved;
seconds. Beside ours: the same network in plain torch without a cache, which hears the whole piece
anew for each note (same rules, same seed, same notes). "fresh process": a Python that has loaded
nothing yet, MIDI to MIDI, and the most memory it took. The original: AWS DeepComposer's
Transformer-XL, 9.2 million weights, about 42 s for 30 s of music (extrapolated in our research
notes from timed steps of the published code, another run); SkyTNT midi-model, 233.8 million, 21 s.
"""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from generation.arranger.styles import arrange
from generation.catalogue import read_card
from generation.engine import Request, generate
from generation.inference.threads import thread_pools
from generation.music.midi import read_midi, write_midi
from generation.music.song import TICKS_PER_QUARTER, Note, Song, Track
from generation.techniques.gan.evaluate import read_parts
from generation.techniques.transformer.decoding import Candidates
from generation.techniques.transformer.inference import NumpyTransformer, load
from generation.techniques.transformer.prompt import build_plan
from generation.techniques.transformer.windowed_inference import WindowedInference

RUNS, RUNS_OF_PLAIN = 7, 2
SECONDS = 30.0
PUBLISHED_SECONDS = {"DeepComposer Transformer-XL, 9.2 M": 42, "SkyTNT midi-model, 233.8 M": 21}


class PlainPlayer(NumpyTransformer):
    """Torch, and no cache: each step hears everything again."""

    def __init__(self, network: Any, weights: Any, capacity: int, candidates: int = 1) -> None:
        super().__init__(weights, capacity, candidates)
        self.network, self.past = network, None

    def repeat_cache(self, candidates: int) -> None:
        pass

    def backbone(self, inputs: np.ndarray, times: np.ndarray) -> np.ndarray:
        import torch

        new = (
            torch.from_numpy(np.ascontiguousarray(inputs)),
            torch.from_numpy(np.ascontiguousarray(times)).float(),
        )
        self.past = (
            new
            if self.past is None
            else tuple(torch.cat(pair, 1) for pair in zip(self.past, new, strict=True))
        )
        self.length = self.past[0].shape[1]
        with torch.inference_mode():
            return self.network.backbone(*self.past).numpy()[:, -inputs.shape[1] :]


def band(drums: bool = False) -> Song:
    """Eight bars of a tune with a bass, a piano and strings, about as busy as a song of POP909; and
    drums."""
    degrees = (0, 0, 4, 4, 5, 5, 4, 4, 3, 3, 2, 2, 1, 1, 0, 0)
    scale = (60, 62, 64, 65, 67, 69, 71)
    half = TICKS_PER_QUARTER
    notes = tuple(Note(2 * n * half, scale[d], 2 * half, 90) for n, d in enumerate(degrees))
    parts = [part for part in read_parts(read_card("gan", "gan-pop")) if drums or not part.drums]
    return arrange("pop", Song((Track(notes, name="Melody"),)), 0, parts)


def takes(song: Song, count: int, player: Any = NumpyTransformer) -> Iterator[Any]:
    card = read_card("transformer")
    passage = build_plan(song, 0, card.complete_parameters({"seconds": SECONDS})).passages[0]
    start = partial(WindowedInference, load(card), network=player)
    return Candidates(start, passage, 1, count).rows()


def timed(
    count: int, player: Any = NumpyTransformer, drums: bool = False
) -> tuple[float, float, int]:
    """(seconds to the first note, seconds, notes of all takes)."""
    song = band(drums)
    begin = time.perf_counter()
    rows = takes(song, count, player)
    notes = sum(note is not None for note in next(rows))
    first = time.perf_counter() - begin
    notes += sum(note is not None for note in chain.from_iterable(rows))
    return first, time.perf_counter() - begin, notes


def plain() -> partial:
    import torch

    from generation.techniques.transformer.makers import load_network

    torch.set_num_threads(1)
    return partial(PlainPlayer, load_network(read_card("transformer")))


def fresh() -> dict[str, float]:
    """A new process from its start to the finished MIDI file."""
    begin = time.perf_counter()
    told = subprocess.run(
        [sys.executable, __file__, "--once"], capture_output=True, text=True, check=True
    ).stdout
    return {"seconds": round(time.perf_counter() - begin, 3), **json.loads(told)}


def once() -> dict[str, float]:
    song = read_midi(write_midi(band()))
    begin = time.perf_counter()
    write_midi(generate(Request("transformer", song, None, 1, {"seconds": SECONDS})).song)
    took = time.perf_counter() - begin
    # Not getrusage: a child begins with its parent's maximum.
    peak = next(
        line
        for line in Path("/proc/self/status").read_text().splitlines()
        if line.startswith("VmHWM")
    )
    memory = int(peak.split()[1]) / 1024
    return {
        "of_that_generation": round(took, 3),
        "memory_mib": round(memory, 1),
        "torch": "torch" in sys.modules,
    }


def measured() -> dict[str, Any]:
    slow = plain()
    tried = {
        "ours, 1 take": (1, NumpyTransformer),
        "ours, 4 takes": (4, NumpyTransformer),
        "ours, 1 take, with drums": (1, NumpyTransformer, True),
        "plain torch, no cache, 1 take": (1, slow),
    }
    found: dict[str, list[tuple[float, float, int]]] = {name: [] for name in tried}
    with thread_pools().limit(limits=1, user_api="blas"):
        timed(1)
        for run in range(RUNS):
            for name, how in tried.items():
                if how[1] is NumpyTransformer or run < RUNS_OF_PLAIN:
                    found[name].append(timed(*how))
    return {name: summary(rows) for name, rows in found.items()}


def summary(rows: list[tuple[float, float, int]]) -> dict[str, float]:
    first, whole, notes = zip(*rows, strict=True)
    return {
        "first_note_ms": round(1000 * statistics.median(first), 1),
        "median_s": round(statistics.median(whole), 3),
        "least_s": round(min(whole), 3),
        "notes": notes[0],
        "ms_a_note": round(1000 * statistics.median(whole) / notes[0], 2),
        "runs": len(rows),
    }


if __name__ == "__main__":
    if "--once" in sys.argv:
        print(json.dumps(once()))
        sys.exit()
    rows = measured()
    of_plain = rows["plain torch, no cache, 1 take"]["median_s"]
    print(
        json.dumps(
            {
                "bench": "transformer_latency",
                "load_average": os.getloadavg()[0],
                "original_as_published_s": PUBLISHED_SECONDS,
                "times_faster_than_plain": round(of_plain / rows["ours, 1 take"]["median_s"], 1),
                "prompt_notes": band().note_count,
                "fresh_process": fresh(),
                "rows": rows,
            }
        )
    )
