"""This checkout beside another one, in one run: start, memory, and takes in three columns, told as
ratios.

`python benchmarks/beside.py --other PATH [--other-python PATH] [--runs 9]`: two tables. Each run
tries both checkouts in turn, so that a busy machine slows them alike. Columns of the takes: one
pass of the network alone; MIDI to MIDI in one thread (bytes read, music made, bytes written); over
HTTP from the wish to the finished song, asked every 5 ms of a site that runs as `manage.py up`
starts it. Start: until the first page, until every part is well; memory (PSS) of all processes and
of the worker that makes music; a first take of each technique of a worker that has made none yet.
"""

import argparse
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from operator import itemgetter
from pathlib import Path
from typing import Any

import psutil
from running_site import Visitor, children_of, command_line, running_site

REPOSITORY = Path(__file__).resolve().parents[1]
WISHES: dict[str, dict[str, Any]] = {
    "gan-pop, 8 bars": {"technique": "gan", "model": "gan-pop"},
    "gan-bach, 8 bars": {"technique": "gan", "model": "gan-bach"},
    "AR-CNN, enhance, 8 bars": {"technique": "arcnn"},
    "AR-CNN, harmonise, 8 bars": {"technique": "arcnn", "parameters": {"mode": "harmonise"}},
    "AR-CNN, enhance, 64 bars": {"technique": "arcnn", "bars": 64},
    "Transformer, +30 s": {"technique": "transformer", "parameters": {"seconds": 30}},
}
FIRST = ("gan-pop, 8 bars", "AR-CNN, enhance, 8 bars", "Transformer, +30 s")
# What a child of each checkout runs: it makes what a line on stdin asks for, and prints how long
# that took.
PROGRAM = """
import json, sys, time
sys.path[:0] = [sys.argv[1], sys.argv[1] + "/benchmarks"]
from generation.engine import Request, generate
from generation.music.midi import read_midi, write_midi
import arcnn_latency, gan_latency, transformer_latency
passes = {
    "gan-pop, 8 bars": gan_latency.network("gan-pop", 8),
    "gan-bach, 8 bars": gan_latency.network("gan-bach", 8),
    "AR-CNN, enhance, 8 bars": arcnn_latency.one_pass(),
}
if hasattr(transformer_latency, "one_step"):
    passes["Transformer, +30 s"] = transformer_latency.one_step()
try:
    import torch
    torch.set_num_threads(1)
    torch.set_grad_enabled(False)
except ImportError:
    pass
for line in sys.stdin:
    name, seed, wish = json.loads(line)
    data = arcnn_latency.melody(wish.get("bars", 8))
    begin = time.perf_counter()
    if seed < 0:
        passes[name]()
    else:
        asked = (wish.get("model"), seed, wish.get("parameters", {}))
        request = Request(wish["technique"], read_midi(data), *asked)
        write_midi(generate(request).song)
    print(time.perf_counter() - begin, flush=True)
"""


class Maker:
    """A process in which a checkout makes music."""

    def __init__(self, checkout: Path, python: str) -> None:
        environment = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "PATH": "/usr/bin:/bin"}
        self.process = subprocess.Popen(
            [python, "-c", PROGRAM, str(checkout)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
        )

    def seconds(self, name: str, seed: int) -> float:
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(json.dumps([name, seed, WISHES[name]]) + "\n")
        self.process.stdin.flush()
        return float(self.process.stdout.readline())


def seconds_over_http(visitor: Visitor, name: str, seed: int) -> float:
    wish = WISHES[name]
    body = {key: wish[key] for key in ("technique", "model", "parameters") if key in wish}
    begin = time.perf_counter()
    job = visitor.json(
        "POST", "/api/v1/generation-jobs/", {**body, "seed": seed, "document": melody(wish)}
    )
    while job["state"] not in ("done", "failed", "cancelled"):
        time.sleep(0.005)
        job = visitor.json("GET", f"/api/v1/generation-jobs/{job['id']}/")
    assert job["state"] == "done", job
    return time.perf_counter() - begin


def melody(wish: dict[str, Any]) -> dict[str, Any]:
    """A scale in quarters, as in `arcnn_latency`, as a document."""
    degrees = (0, 2, 4, 5, 7, 5, 4, 2)
    notes = [[960 * n, 60 + degrees[n % 8], 960, 90] for n in range(4 * int(wish.get("bars", 8)))]
    track = {
        "name": "Melody",
        "program": 0,
        "drums": False,
        "volume": 100,
        "pan": 64,
        "notes": notes,
    }
    maps = {"tempi": [[0, 500000]], "meters": [[0, 4, 4]]}
    head = {"format": "chartbusters-song", "version": 1, "ticks_per_quarter": 960, "title": ""}
    return {**head, **maps, "tracks": [track]}


def family(pid: int) -> Iterator[int]:
    yield pid
    for child in children_of(pid):
        yield from family(child)


def pss(pids: list[int]) -> float:
    """MB that the machine really gives: a shared page is parted among those that hold it."""
    return sum(psutil.Process(pid).memory_full_info().pss for pid in pids) / 1e6


def started(checkout: Path, python: str) -> dict[str, float]:
    """Figures of one start."""
    found: dict[str, float] = {}
    with running_site(checkout, python, times=found) as site:
        supervisor = site.supervisor.pid
        found["memory, all, MB"] = pss(list(family(supervisor)))
        worker = next(
            pid
            for pid in children_of(supervisor)
            if "chartbusters.ops.worker generate" in command_line(pid)
        )
        visitor = Visitor(site.url)
        for name in FIRST:
            found[f"first take: {name}, s"] = seconds_over_http(visitor, name, 1)
        found["memory, generate worker after them, MB"] = pss(list(family(worker)))
        found["memory, all after them, MB"] = pss(list(family(supervisor)))
        maps = [Path(f"/proc/{pid}/maps").read_text() for pid in family(supervisor)]
        found["processes with torch"] = sum("libtorch" in each for each in maps)
    return found


def medians(runs: int, measure: Callable[[int], dict[str, float]]) -> dict[str, float]:
    rows = [measure(run) for run in range(runs)]
    return {name: statistics.median(map(itemgetter(name), rows)) for name in rows[0]}


def table(title: str, rows: dict[str, tuple[float, float]], unit: float = 1.0) -> None:
    print(f"\n{title:52}{'other':>10}{'this':>10}{'ratio':>8}")
    for name, (other, this) in rows.items():
        ratio = f"{this / other:8.2f}" if other else f"{'-':>8}"
        print(f"{name:52}{other * unit:10.2f}{this * unit:10.2f}{ratio}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--other", type=Path, required=True)
    parser.add_argument("--other-python", default=sys.executable)
    parser.add_argument(
        "--python", default=sys.executable, help="of this checkout's site and takes"
    )
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--starts", type=int, default=3)
    options = parser.parse_args()
    places = [(options.other.resolve(), options.other_python), (REPOSITORY, options.python)]
    print(
        f"{options.starts} starts and {options.runs} runs, medians; load "
        f"{psutil.getloadavg()[0]:.1f}"
    )
    figures: list[list[dict[str, float]]] = [[], []]
    for _ in range(options.starts):
        for found, place in zip(figures, places, strict=True):
            found.append(started(*place))
    names = list(figures[0][0])
    rows = {}
    for name in names:
        one, other = (statistics.median(map(itemgetter(name), found)) for found in figures)
        rows[name] = one, other
    table("start", rows)
    takes(places, options.runs)


def takes(places: list[tuple[Path, str]], runs: int) -> None:
    with ExitStack() as stack:
        makers = [Maker(*place) for place in places]
        visitors = [Visitor(stack.enter_context(running_site(*place)).url) for place in places]
        columns: dict[str, Callable[[int, str, int], float]] = {
            "network alone": lambda number, name, seed: makers[number].seconds(name, -1),
            "MIDI to MIDI": lambda number, name, seed: makers[number].seconds(name, seed),
            "over HTTP": lambda number, name, seed: seconds_over_http(visitors[number], name, seed),
        }
        for title, measure in columns.items():
            rows = {}
            for name in WISHES:
                if title == "network alone" and name not in (
                    "gan-pop, 8 bars",
                    "gan-bach, 8 bars",
                    FIRST[1],
                ):
                    continue
                times: tuple[list[float], list[float]] = [], []
                for seed in range(runs + 1):
                    for number in (0, 1):
                        took = measure(number, name, seed)
                        if seed:  # the first one warms caches
                            times[number].append(took)
                rows[name] = statistics.median(times[0]), statistics.median(times[1])
            table(f"{title}, ms", rows, 1000)
        for maker in makers:
            maker.process.kill()


if __name__ == "__main__":
    main()
