"""Faults while eight people work, and a ledger of what the site acknowledged: nothing lost, nothing
twice, no raw 500.

`python benchmarks/faults [--database sqlite|postgresql] [FAULT ...]`; the whole takes some twenty
minutes. What needs root (disks that fill, may only be read, or lose their power) is told and left
out without it.

Each call to database and broker cut once before and once after it:
tests/chartbusters/web/test_survive_cuts.py.
"""

import argparse
import sys
import time
from pathlib import Path

BENCHMARKS = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(BENCHMARKS))
sys.path.insert(0, str(BENCHMARKS.parent))

from ledger import Ledger, compared, plain  # noqa: E402
from scenarios import SCENARIOS  # noqa: E402
from world import World, new_world  # noqa: E402

COLUMNS = "ack  lost twice  raw   503 slowest s  write s  well s     jobs"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("faults", nargs="*", help=f"of: {', '.join(SCENARIOS)}")
    parser.add_argument("--database", choices=["sqlite", "postgresql"], action="append")
    arguments = parser.parse_args()
    names = arguments.faults or list(SCENARIOS)
    good = [tried(database, names) for database in arguments.database or ["sqlite", "postgresql"]]
    return 0 if all(good) else 1


def tried(database: str, names: list[str]) -> bool:
    print(f"\n{database}\n{'fault':<24} {COLUMNS}", flush=True)
    world = new_world(database)
    try:
        world.build()
        good = [suffered(world, name) for name in names]
    finally:
        world.close()
    return all(good)


def suffered(world: World, name: str) -> bool:
    """One fault; prints its line, and tells whether nothing was lost, done twice, or answered with
    a raw error."""
    ledger = Ledger()
    world.as_usual()
    with world.writers(ledger):
        time.sleep(3)
        words = SCENARIOS[name](world, ledger)
        if words and words.startswith("not tried"):
            print(f"{name:<22} {words}", flush=True)
            return True
        written = world.seconds_until_written(ledger)
        well = world.seconds_until_well()
    lost, twice = compared(ledger, world.query)
    jobs = jobs_done(world, ledger)
    print(
        f"{name:<22} {ledger.total:5d} {len(lost):5d} {twice:5d} {ledger.raw:4d} "
        f"{ledger.answers[503]:5d} "
        f"{ledger.slowest:9.1f} {written:8.1f} {well:7.1f} {jobs:>8}  {words or ''}",
        flush=True,
    )
    if lost:
        print(f"  lost: {lost[:5]}")
    return not lost and not twice and not ledger.raw


def jobs_done(world: World, ledger: Ledger, most: float = 60.0) -> str:
    """How many of the jobs that were asked for came to their end, within a minute."""
    wanted = set(ledger.acknowledged["generate"])
    until = time.monotonic() + most
    while True:
        ended = {
            plain(row[0])
            for row in world.query("SELECT id FROM generation_generationjob WHERE state = 'done'")
        }
        if wanted <= ended or time.monotonic() > until:
            return f"{len(wanted & ended)}/{len(wanted)}"
        time.sleep(0.5)


if __name__ == "__main__":
    sys.exit(main())
