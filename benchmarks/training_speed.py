"""How fast training goes here: batches a loader makes, and steps as they stand, compiled, and in
half precision.

    python -m benchmarks.training_speed --packs FOLDER [--technique NAME] [--threads N]

FOLDER holds `gan.pack`, `arcnn.pack` and `transformer.pack`, as `manage.py data build` writes them.
The AR-CNN and the GAN draw their batches on the device, inside the step; the Transformer's are made
by other processes.
"""

import argparse
import json
import statistics
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import torch

from generation.techniques import trainable
from generation.techniques.record import load
from generation.techniques.transformer.dataset import SHORT, SHORT_STEPS, sample_batch
from generation.techniques.transformer.packing import from_arrays
from generation.training.packs import read_pack

GENRE = {"gan": "pop", "arcnn": "bach", "transformer": "any"}
MANNERS = {
    "single": {},
    "half": {"bfloat16": True},
    "compiled": {"compiled": True},
    "compiled, half": {"compiled": True, "bfloat16": True},
}


def loader_speed(folder: Path, batches: int = 20, size: int = 64) -> dict[str, float]:
    """Windows and notes a second of one process, batches of 64 short windows."""
    scores = from_arrays(read_pack(folder / "transformer.pack", "transformer").part("any", "train"))
    # derives what is derived once
    sample_batch(scores, size, SHORT, SHORT_STEPS, np.random.default_rng(0))
    seconds, notes = [], 0
    for number in range(batches):
        began = time.perf_counter()
        batch = sample_batch(scores, size, SHORT, SHORT_STEPS, np.random.default_rng([1, number]))
        seconds.append(time.perf_counter() - began)
        notes += int((batch.targets[:, :, 2] >= 0).sum())
    return {
        "windows a second": size / statistics.median(seconds),
        "notes a second": notes / sum(seconds),
    }


def step_speed(
    technique: str, folder: Path, manner: dict[str, Any], steps: int, batch: int
) -> dict[str, float]:
    """Seconds of the first step and of later ones."""
    known, chosen = trainable()[technique], dict(manner)
    if technique == "transformer":
        chosen["portion"] = 4
    plan = replace(known.plan(), batch=batch, **chosen)
    pack = read_pack(folder / f"{technique}.pack", technique)
    open_experiment = load(known.training(GENRE[technique]).experiment)
    trainee = open_experiment(GENRE[technique], pack, plan, {}).trainee
    phase = trainee.phases[0].name
    trainee.begin(phase, 0)
    seconds = []
    for step in range(steps + 1):
        began = time.perf_counter()
        trainee.step(phase, step, 0.1)["loss" if technique != "gan" else "state"].item()
        seconds.append(time.perf_counter() - began)
    return {
        "first": seconds[0],
        "then": statistics.median(seconds[1:]),
        "windows a second": batch / statistics.median(seconds[1:]),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--packs", type=Path, required=True)
    parser.add_argument("--technique", choices=list(trainable()), action="append")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--steps", type=int, default=5)
    parser.add_argument("--batch", type=int, default=8)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    for name, value in loader_speed(options.packs).items():
        print(f"loader: {value:,.0f} {name}")
    for technique in options.technique or trainable():
        for name, manner in MANNERS.items():
            found = step_speed(technique, options.packs, manner, options.steps, options.batch)
            print(
                technique,
                name,
                json.dumps({key: round(value, 3) for key, value in found.items()}),
                flush=True,
            )


if __name__ == "__main__":
    main()
