"""Pages a second, beside another checkout, in one run: eight clients; and pairs issued and votes
cast in the service.

`python benchmarks/pages.py --other PATH [--other-python PATH] [--seconds 3] [--rounds 3]
[--postgres URL]`: both sites run at once, each with its own crowd (`crowd.py`), and are asked in
turn, so that a busy machine slows them alike. The clients run on the same machine and take part of
it; the processor's time of the web's processes is told beside. Votes are cast one after the other
by one process, each in a transaction of its own, as durable as the site's settings say, and with
`synchronous=FULL`; on PostgreSQL where a server is named, in databases that are made and dropped
there.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import threading
import time
from contextlib import ExitStack
from operator import itemgetter
from pathlib import Path
from typing import Any

import psutil
from running_site import Site, Visitor, children_of, running_site

REPOSITORY = Path(__file__).resolve().parents[1]
CROWD = Path(__file__).with_name("crowd.py")
CLIENTS = 8
PAGES = {
    "first page": "/",
    "board, running, 500 rows": "/challenges/bench-running/leaderboard/",
    "board, decided, 500 rows": "/challenges/bench-decided/leaderboard/",
    "share page": "/@maker0/tune-0/",
    "profile": "/@maker0/",
    "challenges": "/challenges/",
    "entries, 500": "/challenges/bench-decided/entries/",
    "API, challenges": "/api/v1/challenges/",
    "API, board": "/api/v1/leaderboards/bench-running/",
}
# What a child of each checkout runs, with the environment of its site: pairs issued and votes cast
# by 300 voters.
PROGRAM = """
import json, os, sys, time
sys.path.insert(0, sys.argv[1])
os.environ["DJANGO_SETTINGS_MODULE"] = "chartbusters.settings"
import django
django.setup()
from django.db import connection
from chartbusters.accounts.models import User
from chartbusters.challenges.models import Challenge
from chartbusters.voting.models import Ballot
from chartbusters.voting.services import ballot_issue, vote_cast
if sys.argv[2] == "FULL":
    connection.cursor().execute("PRAGMA synchronous=FULL")
challenge = Challenge.objects.get(slug="bench-running")
voters = list(User.objects.filter(username__startswith="voter")[:300])
vote_cast_once = [ballot_issue(challenge=challenge, voter=voter) for voter in voters[:5]]
def timed(work, things):
    wall, cpu = time.perf_counter(), time.process_time()
    done = [work(thing) for thing in things]
    count = len(done)
    return done, 1000 * (time.process_time() - cpu) / count, count / (time.perf_counter() - wall)
issue = lambda voter: ballot_issue(challenge=challenge, voter=voter)
ballots, issue_ms, _ = timed(issue, voters[5:])
issued = Ballot.objects.filter(pk__in=[ballot.pk for ballot in ballots])
issued.update(heard_ms_a=10_000, heard_ms_b=10_000)
_, vote_ms, votes = timed(lambda ballot: vote_cast(ballot=ballot, outcome="a"), ballots)
figures = {"pair issued, ms CPU": issue_ms, "vote cast, ms CPU": vote_ms, "votes a second": votes}
print(json.dumps(figures))
"""


def environment(**more: str) -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DATABASE_URL", "BROKER_URL")
    }
    return {**kept, "LOG_LEVEL": "ERROR", **more}


def filled(checkout: Path, python: str, where: dict[str, str], votes: int) -> None:
    subprocess.run(
        [python, str(CROWD), str(checkout), "500", str(votes)], cwd=checkout, env=where, check=True
    )


def in_service(
    checkout: Path, python: str, where: dict[str, str], durable: str = "as set"
) -> dict[str, float]:
    command = [python, "-c", PROGRAM, str(checkout), durable]
    answer = subprocess.run(
        command, cwd=checkout, env=where, check=True, stdout=subprocess.PIPE, text=True
    )
    found: dict[str, float] = json.loads(answer.stdout)
    return found


def web_seconds(site: Site) -> float:
    """Processor's time that the web's processes have used."""
    # so an older checkout starts it
    web = site.part("chartbusters.web.server") or site.part("granian")
    assert web, "the site has no web"
    times = [psutil.Process(pid).cpu_times() for pid in [web, *children_of(web)]]
    return sum(each.user + each.system for each in times)


def asked(site: Site, address: str, seconds: float) -> dict[str, float]:
    """Pages a second, the slowest of twenty in ms, and the web's ms of processor a page."""
    took: list[float] = []
    end = time.monotonic() + seconds

    def client() -> None:
        visitor = Visitor(site.url)
        while (begin := time.monotonic()) < end:
            status, _ = visitor.ask("GET", address)
            assert status == 200, f"{address}: {status}"
            visitor.cookies.clear()  # each page is that of a new visitor
            took.append(time.monotonic() - begin)

    before = web_seconds(site)
    threads = [threading.Thread(target=client) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    used = web_seconds(site) - before
    slowest = statistics.quantiles(took, n=20)[-1]
    return {
        "a second": len(took) / seconds,
        "p95, ms": 1000 * slowest,
        "CPU, ms": 1000 * used / len(took),
    }


def row(name: str, figures: list[list[dict[str, float]]]) -> None:
    """One line a figure: medians of the other checkout and of this one, and their ratio."""
    for figure in figures[0][0]:
        other, this = (statistics.median(map(itemgetter(figure), found)) for found in figures)
        print(f"{name:30}{figure:22}{other:10.2f}{this:10.2f}{this / other:9.2f}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--other", type=Path, required=True)
    parser.add_argument("--other-python", default=sys.executable)
    parser.add_argument("--seconds", type=float, default=3)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--votes", type=int, default=100_000)
    parser.add_argument(
        "--postgres", default="", help="address of a server on which databases may be made"
    )
    options = parser.parse_args()
    places = [(options.other.resolve(), options.other_python), (REPOSITORY, sys.executable)]
    with ExitStack() as stack:
        sites = [stack.enter_context(running_site(*place)) for place in places]
        for place, site in zip(places, sites, strict=True):
            filled(*place, environment(VAR_DIR=str(site.var)), options.votes)
        print(f"load {psutil.getloadavg()[0]:.1f}\n{'':52}{'other':>10}{'this':>10}{'ratio':>9}")
        for name, address in PAGES.items():
            rounds = []
            for _ in range(options.rounds + 1):
                rounds.append([asked(site, address, options.seconds) for site in sites])
            # the first draws what is kept
            row(name, [list(found) for found in zip(*rounds[1:], strict=True)])
        print(f"load {psutil.getloadavg()[0]:.1f}")
        for durable in ("as set", "FULL"):
            pairs = zip(places, sites, strict=True)
            found = [
                in_service(*place, environment(VAR_DIR=str(site.var)), durable)
                for place, site in pairs
            ]
            row(f"SQLite, {durable}", [[each] for each in found])
    if options.postgres:
        row("PostgreSQL", [[each] for each in on_postgres(options.postgres, places, options.votes)])


def on_postgres(server: str, places: list[Any], votes: int) -> list[dict[str, float]]:
    import psycopg

    found = []
    for number, (checkout, python) in enumerate(places):
        name = f"bench_{os.getpid()}_{number}"
        where = environment(DATABASE_URL=server.replace("/postgres?", f"/{name}?"))
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
            try:
                migrate = [python, "manage.py", "migrate", "--verbosity", "0"]
                subprocess.run(migrate, cwd=checkout, env=where, check=True)
                filled(checkout, python, where, votes)
                found.append(in_service(checkout, python, where))
            finally:
                connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
    return found


if __name__ == "__main__":
    main()
