"""What a notice to ten thousand people costs those who vote meanwhile: on both databases, votes
alone and votes beside the handing out, in one run.

Through the services, as durable_commits.py does: voters are processes with connections of their
own, and one worker hands out, a chunk after another without a pause, which is the worst that it
can do.
"""

import argparse
import multiprocessing
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(REPOSITORY)]
from benchmarks.durable_commits import prepared, sites  # noqa: E402


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=10_000, help="who are told")
    parser.add_argument("--votes", type=int, default=400, help="of each client, in each round")
    parser.add_argument("--clients", type=int, default=4, help="that vote at once")
    parser.add_argument("--inner", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.inner:
        measure(given.people, given.votes, given.clients)
        return 0
    print("database     round        votes  p50 ms  p95 ms  p99 ms  told     in s", flush=True)
    command = [sys.executable, __file__, "--inner", "--people", str(given.people)]
    command += ["--votes", str(given.votes), "--clients", str(given.clients)]
    for site in sites():
        subprocess.run(command, env=site, check=True)
    return 0


def measure(people: int, votes: int, clients: int) -> None:
    """Two rounds of each kind, in turns, so that neither has the quieter hours."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chartbusters.settings")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    vote = prepared(votes * clients)[1]
    crowd_made(people)
    for at in range(4):
        numbers = list(range(at * votes * clients, (at + 1) * votes * clients))
        told = event_made(at) if at % 2 else None
        show(told, *one_round(vote, numbers, clients, told))


def crowd_made(people: int) -> None:
    """So many who have entered nothing and are told of everything."""
    from django.contrib.auth import get_user_model

    from chartbusters.notices.audiences import AUDIENCES

    users = get_user_model().objects
    users.bulk_create([users.model(username=f"told{number}") for number in range(people)])
    AUDIENCES["crowd"] = lambda key: users.filter(username__startswith="told")


def event_made(at: int) -> int:
    from chartbusters.notices.models import Event
    from chartbusters.notices.services import event_record

    event_record(kind="bench", key=str(at), label="a", address="/", audience="crowd:1")
    return Event.objects.get(kind="bench", key=str(at)).pk


def one_round(
    vote: Callable[[int], object], numbers: Sequence[int], clients: int, told: int | None
) -> tuple[list[float], float]:
    """Milliseconds of each vote, and the seconds of the handing out that began with them."""
    from django.db import connections

    fork = multiprocessing.get_context("fork")
    ready, results = fork.Barrier(clients + bool(told)), fork.SimpleQueue()
    shares = [numbers[client::clients] for client in range(clients)]
    workers = [fork.Process(target=voting, args=(vote, own, ready, results)) for own in shares]
    if told:
        workers.append(fork.Process(target=handing_out, args=(told, ready, results)))
    connections.close_all()  # a connection is nobody else's after a fork
    for worker in workers:
        worker.start()
    answers = [results.get() for _ in workers]
    for worker in workers:
        worker.join()
    taken = chain.from_iterable(many for kind, many in answers if kind == "votes")
    return list(taken), sum(many[0] for kind, many in answers if kind == "told")


def voting(vote: Callable[[int], object], own: Sequence[int], ready: Any, results: Any) -> None:
    ready.wait()
    results.put(("votes", [1000 * timed(vote, number) for number in own]))


def handing_out(event: int, ready: Any, results: Any) -> None:
    from chartbusters.notices.services import event_deliver

    os.nice(5)  # as the quick worker is
    ready.wait()
    results.put(("told", [timed(hand_out_all, lambda: event_deliver(pk=event))]))


def hand_out_all(chunk: Callable[[], bool]) -> None:
    while chunk():
        pass


def timed(do: Callable[[Any], object], given: Any) -> float:
    began = time.perf_counter()
    do(given)
    return time.perf_counter() - began


def show(told: int | None, taken: list[float], seconds: float) -> None:
    from django.db import connection

    from chartbusters.notices.models import Notice

    parts = sorted(taken)
    p50, p95, p99 = (parts[int(len(parts) * share)] for share in (0.5, 0.95, 0.99))
    name = "beside it" if told else "votes alone"
    count = Notice.objects.filter(event=told).count() if told else 0
    print(
        f"{connection.vendor:<12} {name:<11} {len(parts):6} {p50:7.1f} {p95:7.1f} {p99:7.1f} "
        f"{count:6} {seconds:8.1f}",
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(main())
