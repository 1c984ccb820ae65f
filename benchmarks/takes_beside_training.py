"""Takes, votes and pages while a network learns, beside those of a machine to themselves.

`python benchmarks/takes_beside_training.py [--rounds 8] [--takes 3] [--votes 30] [--pages 60]`:
one table of milliseconds, medians and 95th percentiles, and what a run makes of them, as ratios
with an interval of 95 % over rounds drawn anew. The run is a real one of the recipe Good, which the
site's own worker has begun: its niceness and its threads are those of the site. In each round
it is stopped (SIGSTOP) and let go on in turns, the order changing, so that a busy machine slows
both alike. One client asks for takes over HTTP and waits for them, votes over HTTP, votes in the
service, and reads lists of challenges, one after the other.
"""

import argparse
import json
import os
import random
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from beside import family, seconds_over_http
from running_site import Site, Visitor, command_line, running_site

REPOSITORY = Path(__file__).resolve().parents[1]
TAKE = "gan-pop, 8 bars"
PATIENCE = 300.0  # seconds until the run has to learn
DRAWS = 2000
WITHOUT, WITH = "without a run", "with a run"
# names of measures, to a list of seconds a round
Figures = dict[str, list[list[float]]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=8)
    for name, count in (("takes", 3), ("votes", 30), ("pages", 60)):
        parser.add_argument(
            f"--{name}", type=int, default=count, help="of a round, with and without"
        )
    options = parser.parse_args()
    # Nothing else is to learn meanwhile: a new worker measures how fast it is.
    with running_site(REPOSITORY, sys.executable, TRAIN_MEASURES="0") as site:
        inside = Inside(site, 2 * options.rounds * options.votes)
        seconds_over_http(Visitor(site.url), TAKE, 1)  # the models are loaded by then
        learner = find_learner(site, inside.run)
        found = measure(site, inside, learner, options)
        inside.process.kill()
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores, {options.rounds} rounds")
    report(found)


class Inside:
    """A process within the site: it has a network trained, prepares ballots and casts votes in the
    service."""

    def __init__(self, site: Site, votes: int) -> None:
        kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        self.process = subprocess.Popen(
            [sys.executable, __file__, "inside", str(votes)],
            cwd=REPOSITORY,
            env={**kept, "VAR_DIR": str(site.var), "LOG_LEVEL": "ERROR"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        told = self._read()
        self.run: str = told["run"]
        self.booths: list[list[str]] = told["booths"]

    def vote(self, count: int) -> list[float]:
        """Seconds of each of so many votes in the service."""
        assert self.process.stdin
        self.process.stdin.write(f"{count}\n")
        self.process.stdin.flush()
        return list(self._read())

    def _read(self) -> Any:
        assert self.process.stdout
        return json.loads(self.process.stdout.readline())


def find_learner(site: Site, run: str) -> int:
    """The child that learns, once it does."""
    assert site.var and site.supervisor
    log = site.var / "training" / run / "log.jsonl"
    until = time.monotonic() + PATIENCE
    while not log.exists():
        assert time.monotonic() < until, f"no network learns: {(site.var / 'log').read_text()}"
        time.sleep(0.5)
    return next(
        pid for pid in family(site.supervisor.pid) if "generation.train " in command_line(pid)
    )


def measure(
    site: Site, inside: Inside, learner: int, options: argparse.Namespace
) -> dict[str, Figures]:
    """All rounds, with and without."""
    booths = iter(inside.booths)
    found: dict[str, Figures] = {WITHOUT: {}, WITH: {}}
    for number in range(options.rounds):
        for name in (WITHOUT, WITH) if number % 2 else (WITH, WITHOUT):
            os.kill(learner, signal.SIGCONT if name == WITH else signal.SIGSTOP)
            for work, (count, do) in over_http(site, booths, options).items():
                found[name].setdefault(work, []).append([seconds_of(do) for _ in range(count)])
            votes = inside.vote(options.votes)
            found[name].setdefault("vote, in the service", []).append(votes)
    os.kill(learner, signal.SIGCONT)
    return found


def over_http(
    site: Site, booths: Iterator[list[str]], options: argparse.Namespace
) -> dict[str, tuple[int, Callable[[], Any]]]:
    """How often, and what; each on a connection of its own, which the web closes when it is
    idle."""
    from votes_at_once import asked

    player, voter, reader = (Visitor(site.url) for _ in range(3))
    return {
        "take, over HTTP": (
            options.takes,
            lambda: seconds_over_http(player, TAKE, random.getrandbits(30)),
        ),
        "vote, over HTTP": (options.votes, lambda: asked(voter, next(booths), True)),
        "page": (options.pages, lambda: reader.json("GET", "/api/v1/challenges/")),
    }


def seconds_of(do: Callable[[], Any]) -> float:
    began = time.perf_counter()
    do()
    return time.perf_counter() - began


def report(found: dict[str, Figures]) -> None:
    head = f"{'':24}{'':8}{'without':>10}{'with':>10}{'ratio':>8}  interval"
    print(f"milliseconds\n{head}")
    for work, before in found[WITHOUT].items():
        after = found[WITH][work]
        for name, figure in (("median", statistics.median), ("p95", slowest)):
            every = list(range(len(before)))
            one, other = (figure(joined(side, every)) for side in (before, after))
            low, high = interval(before, after, figure)
            print(
                f"{work:24}{name:8}{1000 * one:10.1f}{1000 * other:10.1f}{other / one:8.2f}"
                f"  {low:.2f} to {high:.2f}"
            )


def slowest(values: list[float]) -> float:
    """What nineteen of twenty stay below."""
    return statistics.quantiles(values, n=20, method="inclusive")[-1]


def interval(
    before: list[list[float]], after: list[list[float]], figure: Callable[[list[float]], float]
) -> tuple[float, float]:
    """Of the ratio, over rounds drawn anew with both their sides."""
    drawn, ratios = random.Random(1), []
    for _ in range(DRAWS):
        rounds = drawn.choices(range(len(before)), k=len(before))
        one, other = (figure(joined(side, rounds)) for side in (before, after))
        ratios.append(other / one)
    ratios.sort()
    return ratios[DRAWS // 40], ratios[-DRAWS // 40]


def joined(side: list[list[float]], rounds: list[int]) -> list[float]:
    return list(chain.from_iterable(side[at] for at in rounds))


def inside(votes: int) -> None:
    """What `Inside` starts."""
    from voters_at_once import ballots_made, held_by, set_up

    set_up()
    from chartbusters.accounts.models import User
    from chartbusters.voting.services import vote_cast
    from generation.services import training_run_create

    owner = User.objects.create_user("bench-learner", "bench-learner@example.org")
    run = training_run_create(
        owner=owner,
        technique="gan",
        genre="",
        pack="arranged",
        recipe="good",
        plan={"epochs": 1000},
    )
    booths = held_by(ballots_made(votes))
    print(json.dumps({"run": str(run.pk), "booths": booths}), flush=True)
    ballots = iter(ballots_made(votes))
    for line in sys.stdin:
        took = [
            seconds_of(lambda: vote_cast(ballot=next(ballots), outcome="a"))
            for _ in range(int(line))
        ]
        print(json.dumps(took), flush=True)


if __name__ == "__main__":
    inside(int(sys.argv[2])) if sys.argv[1:2] == ["inside"] else main()
