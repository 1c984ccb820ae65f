"""What wishes are thought to cost, beside the processor seconds that they take here. Prints one
table.

`python benchmarks/job_costs.py`: figures far from one another in the last column are what `Pace` in
the database learns from the first jobs; figures that differ from row to row of one technique are
what `generation/costs.py` gets wrong.
"""

import sys
import time
from itertools import product
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from generation.costs import estimate_cost
from generation.engine import (
    Request,
    check_parameters,
    choose_track,
    find_card,
    generate,
    load_models,
)
from generation.music.song import TICKS_PER_QUARTER, Note, Song, Track

WISHES: list[tuple[str, int, dict[str, Any]]] = [  # technique, bars, parameters
    ("gan", 16, {}),
    ("gan", 128, {"refine": 8}),
    ("arcnn", 16, {"iterations": 100}),
    ("arcnn", 128, {"iterations": 100}),
    ("arcnn", 16, {"mode": "harmonise", "iterations": 100}),
    ("arcnn", 128, {"mode": "harmonise", "iterations": 100}),
    ("transformer", 16, {"seconds": 20}),
    ("transformer", 16, {"seconds": 60, "candidates": 4}),
    ("transformer", 64, {"mode": "fill bars", "first_bar": 3}),
    ("transformer", 64, {"mode": "add a track", "candidates": 2}),
]
LINE = "{:<12}{:>5}  {:<44}{:>8}{:>8}{:>8}"


def band(bars: int) -> Song:
    """A melody in quarters over a bass and chords."""
    quarter, bar = TICKS_PER_QUARTER, 4 * TICKS_PER_QUARTER
    scale = (60, 64, 67, 72, 71, 67, 65, 62)
    tune = tuple(Note(n * quarter, scale[n % 8], quarter * 9 // 10, 90) for n in range(4 * bars))
    bass = tuple(Note(n * bar, 36, bar, 80) for n in range(bars))
    chords = tuple(Note(n * bar, p, bar, 60) for n, p in product(range(bars), (48, 52, 55)))
    return Song((Track(tune, name="Melody"), Track(bass, program=33), Track(chords, program=48)))


def main() -> None:
    load_models()
    print(LINE.format("technique", "bars", "parameters", "price", "took", "ratio"))
    for technique, bars, parameters in WISHES:
        wish = Request(technique, band(bars), None, 1, parameters)
        card = find_card(wish)
        checked = check_parameters(card, wish)
        price = estimate_cost(card, wish.song, choose_track(wish, checked), checked)
        began = time.process_time()
        generate(wish)
        took = time.process_time() - began
        told = ", ".join(f"{name}={value}" for name, value in parameters.items())
        print(
            LINE.format(technique, bars, told, f"{price:.2f}", f"{took:.2f}", f"{took / price:.2f}")
        )


if __name__ == "__main__":
    main()
