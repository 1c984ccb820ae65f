"""Takes and pages while a network learns, beside those of a machine to themselves.

`python benchmarks/takes_beside_training.py [--rounds 6] [--seconds 5]`: one table. Rounds with and
without alternate, so that a busy machine slows both alike. The network learns as the site's worker
lets it: in a child nicer by twenty than the web. Takes are asked for over HTTP and waited for;
pages are lists of challenges, one client, one after the other.
"""

import argparse
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from beside import seconds_over_http
from running_site import Visitor, running_site

REPOSITORY = Path(__file__).resolve().parents[1]
PACK = REPOSITORY / "generation" / "datasets" / "packs" / "arranged-gan.pack"
TAKE = "gan-pop, 8 bars"
READY = 40.0  # seconds until the child is sure to learn


@contextmanager
def learning() -> Iterator[subprocess.Popen[bytes]]:
    """A GAN in training, of the size of the recipe Good."""
    with tempfile.TemporaryDirectory() as folder:
        wish = Path(folder) / "wish.json"
        wish.write_text(
            json.dumps({"technique": "gan", "genre": "own", "parameters": {"width": 96}})
        )
        threads = str(max(1, (os.cpu_count() or 1) - 1))
        words = ["nice", "-n", "20", sys.executable, "-m", "generation.train", "gan"]
        words += [f"--wish={wish}", f"--data={PACK}", f"--out={folder}/run"]
        child = subprocess.Popen(
            words,
            cwd=REPOSITORY,
            env={**os.environ, "OMP_NUM_THREADS": threads},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            time.sleep(READY)
            child.send_signal(signal.SIGSTOP)
            yield child
        finally:
            child.kill()
            child.wait()


def pages_a_second(visitor: Visitor, seconds: float) -> float:
    began, count = time.perf_counter(), 0
    while time.perf_counter() - began < seconds:
        visitor.json("GET", "/api/v1/challenges/")
        count += 1
    return count / (time.perf_counter() - began)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=6)
    parser.add_argument("--seconds", type=float, default=5.0)
    options = parser.parse_args()
    found: dict[str, list[tuple[float, float]]] = {"without a run": [], "with a run": []}
    with running_site(REPOSITORY, sys.executable) as site, learning() as child:
        visitor = Visitor(site.url)
        seconds_over_http(visitor, TAKE, 1)  # the models are loaded by then
        for number in range(2 * options.rounds):
            name = "with a run" if number % 2 else "without a run"
            child.send_signal(signal.SIGCONT if number % 2 else signal.SIGSTOP)
            took = seconds_over_http(visitor, TAKE, 100 + number)
            found[name].append((took, pages_a_second(visitor, options.seconds)))
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    print(f"{'':16}{'a take, s':>12}{'pages a second':>16}")
    for name, rows in found.items():
        take, pages = (statistics.median(column) for column in zip(*rows, strict=True))
        print(f"{name:16}{take:12.2f}{pages:16.1f}")


if __name__ == "__main__":
    main()
