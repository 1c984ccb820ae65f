"""2,000 broken MIDI files through the upload address of a running site: no 5xx, nothing later than
2 s, memory flat."""

import argparse
import os
import sys
import threading
import time
from collections import Counter
from pathlib import Path
from statistics import median

from mutation import mutated
from running_site import REPOSITORY, Site, Visitor, running_site

sys.path.insert(0, str(REPOSITORY))

from chartbusters.compositions.presets import presets
from generation.music.midi import write_midi

IMPORT = "/api/v1/compositions/import/"
LATEST = 2.0  # seconds
GROWTH = 1.25  # of the web processes' memory, from the tenth part of the run to its end
DATA = REPOSITORY.parent / "shared" / "data"


class Run:
    """What the clients share: the next seed, and what came back."""

    def __init__(self, site: Site, files: list[bytes], count: int) -> None:
        self.site, self.files, self.count = site, files, count
        self.next = iter(range(count))
        self.lock = threading.Lock()
        self.answers: list[tuple[int, float, int]] = []  # status, seconds, seed
        self.memory: list[float] = []

    def client(self) -> None:
        visitor = Visitor(self.site.url)
        while (seed := self.draw()) is not None:
            data = mutated(self.files, seed)
            began = time.perf_counter()
            status, body = visitor.upload(IMPORT, data)
            seconds = time.perf_counter() - began
            with self.lock:
                self.answers.append((status, seconds, seed))
                if len(self.answers) % (self.count // 10 or 1) == 0 and self.site.supervisor:
                    self.memory.append(self.site.memory("chartbusters.web.server") or 0.0)
            if status >= 500 or seconds > LATEST:
                print(
                    f"seed {seed}: {status} after {seconds:.2f} s, {len(data)} bytes: "
                    f"{body[:200]!r}",
                    flush=True,
                )

    def draw(self) -> int | None:
        with self.lock:
            return next(self.next, None)


def good_files() -> list[bytes]:
    """The presets as files, and some of other people's where the reference data is."""
    others = (
        sorted(DATA.rglob("*.mid"))[:: max(1, sum(1 for _ in DATA.rglob("*.mid")) // 40)]
        if DATA.is_dir()
        else []
    )
    small = [path for path in others if path.stat().st_size < 200_000]
    return [write_midi(preset.song) for preset in presets()] + [
        Path(path).read_bytes() for path in small
    ]


def report(run: Run, seconds: float) -> bool:
    times = sorted(answer[1] for answer in run.answers)
    statuses = Counter(answer[0] for answer in run.answers)
    p99 = times[int(0.99 * (len(times) - 1))]
    print(f"{len(times)} files in {seconds:.0f} s; answers: {dict(sorted(statuses.items()))}")
    load, cores = os.getloadavg()[0], os.cpu_count() or 1
    print(
        f"load of the machine: {load:.1f} on {cores} "
        f"cores{'; too much to judge by' if load > 2 * cores else ''}"
    )
    print(f"seconds: median {median(times):.3f}, 99th hundredth {p99:.3f}, longest {times[-1]:.3f}")
    flat = True
    if run.memory:
        flat = run.memory[-1] <= GROWTH * run.memory[0]
        print(
            "web processes, MB at each tenth of the run: "
            + " ".join(f"{value:.0f}" for value in run.memory)
        )
    good = flat and times[-1] <= LATEST and max(statuses) < 500 and len(times) == run.count
    print("no 5xx, none later than 2 s, memory flat" if good else "NOT as it should be")
    return good


def fuzz(site: Site, count: int, clients: int) -> bool:
    run = Run(site, good_files(), count)
    threads = [threading.Thread(target=run.client) for _ in range(clients)]
    began = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return report(run, time.monotonic() - began)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument("--clients", type=int, default=2)
    parser.add_argument(
        "--url", help="of a running site without limits; one of our own is started otherwise"
    )
    arguments = parser.parse_args()
    if arguments.url:
        return 0 if fuzz(Site(arguments.url), arguments.files, arguments.clients) else 1
    with running_site() as site:
        return 0 if fuzz(site, arguments.files, arguments.clients) else 1


if __name__ == "__main__":
    sys.exit(main())
