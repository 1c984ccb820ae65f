"""Votes a second that are unique and committed: in the service, in groups and one by one, on both
databases; and over HTTP on PostgreSQL, with how long the slowest of twenty takes.

`python benchmarks/votes_at_once.py [--votes 20000] [--clients 40] [--processes 2]
[--seconds 10] [--rate 150]`. In the service each client is a thread with a connection of its own,
in some processes. Over HTTP voters come at the given rate, whatever the answers take. Every vote
that was acknowledged is looked for in the end.
"""

import argparse
import json
import multiprocessing
import os
import secrets
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parent.parent
BOOTHS = str(Path(__file__).with_name("voters_at_once.py"))
sys.path.insert(0, str(REPOSITORY))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--votes", type=int, default=20_000, help="in the service, in groups")
    parser.add_argument(
        "--clients",
        type=int,
        default=40,
        help="threads of a process; the server has 100 connections",
    )
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--seconds", type=int, default=10, help="over HTTP")
    parser.add_argument("--rate", type=int, default=150, help="votes a second over HTTP")
    parser.add_argument("--inner", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.inner:
        measure(arguments)
    else:
        compare(arguments)
    return 0


def compare(arguments: argparse.Namespace) -> None:
    from durable_commits import sites

    print("database     how                          votes    votes/s", flush=True)
    command = [sys.executable, __file__, "--inner"]
    for name in ("votes", "clients", "processes"):
        command += [f"--{name}", str(getattr(arguments, name))]
    for site in sites():
        subprocess.run(command, env={**site, "DEBUG": "true"}, check=True)
        if not site["DATABASE_URL"].startswith("sqlite"):
            over_http(site["DATABASE_URL"], arguments.rate, arguments.seconds)


def measure(arguments: argparse.Namespace) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chartbusters.settings")
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    if connection.vendor == "sqlite":
        tried("one by one, 8 clients", min(1000, arguments.votes), 8, 1)
        return
    alone = min(4000, arguments.votes)
    tried("one by one, 8 clients", alone, 8, 1, gather=False)
    tried("in groups, 8 clients", alone, 8, 1)
    clients, processes = arguments.clients, arguments.processes
    tried(f"in groups, {processes} x {clients} clients", arguments.votes, clients, processes)


def tried(name: str, votes: int, clients: int, processes: int, gather: bool = True) -> None:
    from django.db import connection, connections
    from voters_at_once import ballots_made

    from chartbusters.voting.models import Vote

    keys = [str(ballot.pk) for ballot in ballots_made(votes)]
    before = Vote.objects.count()
    fork = multiprocessing.get_context("fork")
    ready = fork.Barrier(processes + 1)
    shares = [keys[at::processes] for at in range(processes)]
    connections.close_all()  # a connection is nobody else's after a fork
    workers = [fork.Process(target=cast, args=(share, clients, gather, ready)) for share in shares]
    for worker in workers:
        worker.start()
    ready.wait()
    began = time.perf_counter()
    for worker in workers:
        worker.join()
    rate = votes / (time.perf_counter() - began)
    assert all(worker.exitcode == 0 for worker in workers)
    assert Vote.objects.count() == before + votes, "some are missing"
    print(f"{connection.vendor:<12} {name:<26} {votes:7,} {rate:10,.0f}", flush=True)


def cast(keys: Sequence[str], clients: int, gather: bool, ready: Any) -> None:
    """One process: its clients cast their shares, each on a connection of its own."""
    from django.db import connection

    from chartbusters.voting import services
    from chartbusters.voting.models import Ballot

    if not gather:
        services.may_gather = lambda: False
    ballots = list(Ballot.objects.filter(pk__in=keys))
    start = threading.Barrier(clients + 1)
    failed: list[BaseException] = []

    def client(mine: list[Any]) -> None:
        try:
            connection.ensure_connection()
            start.wait()
            for ballot in mine:
                services.vote_cast(ballot=ballot, outcome="a")
        except BaseException as error:
            failed.append(error)
            start.abort()  # or the others would wait for it
        finally:
            connection.close()

    threads = [
        threading.Thread(target=client, args=(ballots[at::clients],)) for at in range(clients)
    ]
    for thread in threads:
        thread.start()
    ready.wait()
    start.wait()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]


def over_http(address: str, rate: int, seconds: int) -> None:
    """At a steady rate, each vote by a voter of its own; then with a key that makes repetitions
    harmless, as the pages send it."""
    from running_site import Visitor, running_site, surroundings

    # as an organiser's site runs: DEBUG would keep every query's text
    settled = {"DATABASE_URL": address, "DEBUG": "false", "SECRET_KEY": secrets.token_hex(32)}
    settled["ALLOWED_HOSTS"] = "127.0.0.1"
    with running_site(**settled) as site:
        assert site.var is not None
        own = surroundings(site.var, settled)
        for words, keyed in (("over HTTP", False), ("over HTTP, with keys", True)):
            command = [sys.executable, BOOTHS, str(rate * seconds)]
            made = subprocess.run(command, env=own, check=True, stdout=subprocess.PIPE, text=True)
            waiting = json.loads(made.stdout.splitlines()[-1])
            took = voted(lambda: Visitor(site.url), waiting, rate, keyed)
            slowest = 1000 * statistics.quantiles(took, n=20)[-1]
            print(
                f"postgresql   {words:<26} {len(took):7,} {rate:10,} asked for a second, "
                f"p50 {1000 * statistics.median(took):.0f} ms, p95 {slowest:.0f} ms",
                flush=True,
            )


def voted(connect: Any, waiting: list[Any], rate: int, keyed: bool) -> list[float]:
    """Seconds from the moment at which each vote was due to its answer."""
    took: list[float] = []
    lock, begin = threading.Lock(), time.monotonic() + 1
    due = iter(enumerate(waiting))

    def client() -> None:
        visitor = connect()
        while True:
            with lock:
                number, booth = next(due, (0, None))
            if booth is None:
                return
            at = begin + number / rate
            time.sleep(max(0.0, at - time.monotonic()))
            status = asked(visitor, booth, keyed)
            assert status == 201, status
            took.append(time.monotonic() - at)

    threads = [threading.Thread(target=client) for _ in range(32)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(took) == len(waiting), "some were not answered"
    return took


def asked(visitor: Any, booth: list[str], keyed: bool) -> int:
    ballot, cookies = booth
    token = "t" * 32
    headers = {"Cookie": f"{cookies}; csrftoken={token}", "X-CSRFToken": token}
    headers |= {"Content-Type": "application/json"}
    if keyed:
        headers["Idempotency-Key"] = ballot
    path = f"/api/v1/ballots/{ballot}/vote/"
    visitor.connection.request("POST", path, b'{"outcome": "a"}', headers)
    answer = visitor.connection.getresponse()
    answer.read()
    return int(answer.status)


if __name__ == "__main__":
    sys.exit(main())
