"""A visitor with a laptop against the started site, beside an honest one who opens pages, votes,
saves and makes takes.

`python benchmarks/hostile.py [--checkout PATH --python PATH] [--seconds 20] [--kills 5]`: first the
honest one alone, then beside each attack in turn (`hostile_attacks.py`), then beside all at once;
with `--kills`, each part of the site is killed so many times under all of them. What was
acknowledged to the honest visitor is looked for in the end.

Bounds: a page within 1 s (p95); a take within three times its quiet seconds and, as a fair share,
one dear take of somebody else that is being made already; memory within 30 % of the start;
`/healthz` 200 whenever it is asked. Memory is the most that was weighed within a stage; the start
is the stage without an attack, in which the honest visitor's own song is recorded.
"""

import argparse
import multiprocessing
import os
import signal
import statistics
import sys
import time
from pathlib import Path

from hostile_attacks import ATTACKS
from hostile_memory import PARTS, memory, pids_of, told, weighed
from hostile_visitor import PATIENCE, Honest
from running_site import (
    REPOSITORY,
    Site,
    Visitor,
    running_site,
    wait_until_up,
)

COLUMNS = (
    "pages",
    "p50 s",
    "p95 s",
    "no/5xx",
    "votes",
    "saves",
    "takes",
    "take s",
    "worst",
    "unwell",
    "MB",
    "MB/start",
    "after",
)
REST = 20  # seconds after an attack, until what it left behind is weighed


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--checkout", type=Path, default=REPOSITORY, help="another commit, for comparison"
    )
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--seconds", type=float, default=20, help="for which each attack goes on")
    parser.add_argument("--attacks", nargs="*", default=[*ATTACKS, "all at once"])
    parser.add_argument(
        "--kills", type=int, default=0, help="of each part, under all attacks at once"
    )
    arguments = parser.parse_args()
    leases = {"JOB_LEASE_SECONDS": "5", "JOB_HEARTBEAT_SECONDS": "1"}
    with running_site(
        arguments.checkout,
        arguments.python,
        demo=True,
        LIMITS_ENABLED="true",
        VOTING_REQUIRED_MS="0",
        **leases,
    ) as site:
        honest = Honest(site.url)
        honest.warm_up()
        honest.publish()
        print(f"{'':18}" + "".join(f"{name:>9}" for name in COLUMNS), flush=True)
        quiet = stage(site, honest, "quiet", [], arguments.seconds)
        start = quiet["MB"]
        bad = []
        for name in arguments.attacks:
            names = list(ATTACKS) if name == "all at once" else [name]
            seen = stage(
                site, honest, name, names, arguments.seconds * (2 if len(names) > 1 else 1), start
            )
            bad += [f"{name}: {fault}" for fault in faults(seen, quiet)]
        if arguments.kills:
            bad += kill_parts(site, honest, arguments.kills)
        bad += honest.ledger.missing()
    print("\n".join(bad) or "Within every bound.")
    return 1 if bad else 0


def stage(
    site: Site,
    honest: Honest,
    name: str,
    attacks: list[str],
    seconds: float,
    start: float | None = None,
) -> dict[str, float]:
    """One row of the table: what the honest visitor saw while these attacks went on."""
    attackers = begin(attacks, site.url)
    time.sleep(1 if attacks else 0)
    with weighed(site) as scale:
        seen = honest.spend(seconds)
        parts = told(site)
    end(attackers)
    seen["MB"] = max(scale)
    start = start or seen["MB"]
    seen["MB/start"] = seen["MB"] / start
    wait_until_up(site, "/healthz")
    time.sleep(REST if attacks else 0)
    seen["after"] = memory(site) / start
    print(
        f"{name:18}" + "".join(f"{seen[column]:9.2f}" for column in COLUMNS) + f"  {parts}",
        flush=True,
    )
    return seen


def faults(seen: dict[str, float], quiet: dict[str, float]) -> list[str]:
    fair = 3 * quiet["take s"] + seen["dear s"]
    bounds = {"p95 s": 1.0, "no/5xx": 0, "worst": fair, "MB/start": 1.3, "after": 1.3, "unwell": 0}
    return [
        f"{what} {seen[what]:.2f}, bound {bound:.2f}"
        for what, bound in bounds.items()
        if seen[what] > bound
    ]


def begin(attacks: list[str], url: str) -> list[multiprocessing.Process]:
    attackers = [
        multiprocessing.Process(target=ATTACKS[name], args=(url,), daemon=True) for name in attacks
    ]
    for attacker in attackers:
        attacker.start()
    return attackers


def end(attackers: list[multiprocessing.Process]) -> None:
    for attacker in attackers:
        attacker.kill()
        attacker.join()


def kill_parts(site: Site, honest: Honest, kills: int) -> list[str]:
    """kill -9 of each part with its children, under all attacks; the ledger tells what was lost."""
    print("\nkilled     times  seconds until well: median, worst")
    bad = []
    attackers = begin(list(ATTACKS), site.url)
    with honest.busy():
        for name, words in PARTS.items():
            if not pids_of(site, words):
                continue  # the part is somebody else's here: a broker in memory
            seconds = [well_after_kill(site, words) for _ in range(kills)]
            print(
                f"{name:10} {kills:5}  {statistics.median(seconds):6.1f} {max(seconds):6.1f}",
                flush=True,
            )
            bad += (
                [f"{name} did not come back within {PATIENCE} s"]
                if max(seconds) >= PATIENCE
                else []
            )
    end(attackers)
    wait_until_up(site)
    ledger = honest.ledger
    done = f"{len(ledger.songs)} songs, {len(ledger.votes)} votes, {len(ledger.jobs)} takes"
    print(f"acknowledged: {done}; answered with 500: {ledger.raw}")
    return bad


def well_after_kill(site: Site, words: tuple[str, ...]) -> float:
    """Seconds until the part runs again and /healthz is 200."""
    killed = pids_of(site, words)[0]
    os.killpg(killed, signal.SIGKILL)
    began = time.monotonic()
    while time.monotonic() - began < PATIENCE:
        # /healthz may still know the part from a moment before.
        if set(pids_of(site, words)) - {killed} and healthy(site):
            break
        time.sleep(0.2)
    return time.monotonic() - began


def healthy(site: Site) -> bool:
    try:
        return Visitor(site.url, timeout=10).ask("GET", "/healthz")[0] == 200
    except OSError:
        return False


if __name__ == "__main__":
    sys.exit(main())
