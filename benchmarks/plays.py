"""Plays a second that are written down before they are acknowledged: in the service on two
processes, and over HTTP; with the web killed in the midst, and counted by tasks of which some are
killed. None lost, none twice, the number equal to its log.

`python benchmarks/plays.py [--plays 60000] [--clients 64] [--seconds 10]`. Every play is of a
listener of its own, so each counts, and each that was acknowledged is looked for in the end.
"""

import argparse
import json
import multiprocessing
import os
import secrets
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parent.parent
LISTENERS = str(Path(__file__).with_name("plays_made.py"))
sys.path.insert(0, str(REPOSITORY))
PROCESSES = 2
FORK = multiprocessing.get_context("fork")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plays", type=int, default=60_000, help="in the service")
    parser.add_argument("--clients", type=int, default=64, help="threads of each process")
    parser.add_argument("--seconds", type=int, default=10, help="over HTTP")
    arguments = parser.parse_args()
    print("where                                    plays    plays/s", flush=True)
    with tempfile.TemporaryDirectory(prefix="cb-plays-") as folder:
        in_service(Path(folder), arguments.plays, arguments.clients)
    over_http(arguments.seconds)
    return 0


def in_service(folder: Path, plays: int, clients: int) -> None:
    os.environ |= {"VAR_DIR": str(folder), "DEBUG": "true"}
    os.environ |= {"DATABASE_URL": f"sqlite:///{folder}/plays.sqlite3"}
    from plays_made import set_up, tokens_made

    set_up()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    with Broker():
        seconds = told_by(PROCESSES, tokens_made(plays), clients)
        say(f"in the service, {PROCESSES} x {clients} clients", plays, seconds)
        counted_whole(plays, plays)
        killed = killed_while_telling(tokens_made(plays), clients)
        print(f"killed in the midst: {killed} acknowledged, all of them there", flush=True)


def say(where: str, plays: int, seconds: float) -> None:
    print(f"{where:<36} {plays:9,} {plays / seconds:10,.0f}", flush=True)


class Broker:
    """The site's own broker, keeping what it has on the disk."""

    def __enter__(self) -> None:
        from django.conf import settings

        from chartbusters.ops.processes import answers, broker_part

        part = broker_part(settings.BROKER_SOCKET)
        self.process = subprocess.Popen(part.command, stdout=subprocess.DEVNULL)
        while not answers(settings.BROKER_SOCKET):
            time.sleep(0.02)

    def __exit__(self, *error: object) -> None:
        self.process.kill()
        self.process.wait()


def told_by(processes: int, tokens: Sequence[str], clients: int) -> float:
    """Seconds from when all are ready until the last play is acknowledged."""
    ready = FORK.Barrier(processes + 1)
    shares = [tokens[at::processes] for at in range(processes)]
    acknowledged = [FORK.Value("q", 0) for _ in shares]
    workers = [
        FORK.Process(target=tell, args=(share, clients, ready, number))
        for share, number in zip(shares, acknowledged, strict=True)
    ]
    for worker in workers:
        worker.start()
    ready.wait()
    began = time.perf_counter()
    for worker in workers:
        worker.join()
    seconds = time.perf_counter() - began
    assert sum(number.value for number in acknowledged) == len(tokens)
    return seconds


def tell(tokens: Sequence[str], clients: int, ready: Any, acknowledged: Any) -> None:
    """One process: each client tells its share, one play after the other."""
    from chartbusters.plays.services import play_tell

    def client(mine: Sequence[str]) -> None:
        for token in mine:
            play_tell(token=token, heard_ms=60_000)
            with acknowledged.get_lock():
                acknowledged.value += 1

    in_threads(clients, lambda at: client(tokens[at::clients]), ready.wait)


def in_threads(
    number: int, act: Callable[[int], None], ready: Callable[[], Any] = lambda: None
) -> None:
    """Each is given its number; `ready` is waited for before they begin."""
    threads = [threading.Thread(target=act, args=(at,)) for at in range(number)]
    ready()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def killed_while_telling(tokens: Sequence[str], clients: int) -> str:
    """A process is killed in the midst; what it had acknowledged is counted, and only once, by
    tasks that are killed as well."""
    from chartbusters.discovery.models import Listing
    from chartbusters.plays.selectors import STREAM

    before = sum(Listing.objects.values_list("plays", flat=True))
    ready, acknowledged = FORK.Barrier(2), FORK.Value("q", 0)
    worker = FORK.Process(target=tell, args=(tokens, clients, ready, acknowledged))
    worker.start()
    ready.wait()
    while acknowledged.value < len(tokens) // 3:
        time.sleep(0.001)
    worker.kill()
    worker.join()
    told, written = acknowledged.value, STREAM.waiting()
    assert told <= written <= told + clients, (told, written)
    counted_whole(before + written, written)
    return f"{told:,} of {len(tokens):,}"


def counted_whole(expected: int, waiting: int) -> None:
    """By two tasks at once, both of them killed at random moments, until nothing waits."""
    from django.db import connections

    from chartbusters.discovery.models import Listing
    from chartbusters.plays.selectors import STREAM
    from chartbusters.plays.services import plays_count, plays_recount

    kills, began = 0, time.perf_counter()
    while STREAM.waiting():
        connections.close_all()  # a connection is nobody else's after a fork
        tasks = [FORK.Process(target=plays_count) for _ in range(2)]
        for task in tasks:
            task.start()
        for task in tasks:
            task.join(0.5 + secrets.randbelow(1000) / 1000)
            kills += task.is_alive()
            task.kill()
            task.join()
    say(f"counted, with {kills} tasks killed", waiting, time.perf_counter() - began)
    assert sum(Listing.objects.values_list("plays", flat=True)) == expected
    assert plays_recount() == [], "a number is not that of its log"


def over_http(seconds: int) -> None:
    """On the whole site; its web is killed half-way, and started again by the supervisor."""
    from running_site import running_site, surroundings

    settled = {"DEBUG": "false", "SECRET_KEY": secrets.token_hex(32), "ALLOWED_HOSTS": "127.0.0.1"}
    with running_site(**settled) as site:
        assert site.var is not None
        own = surroundings(site.var, settled)
        made = subprocess.run(
            [sys.executable, LISTENERS, str(3000 * seconds)],
            env=own,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
        tokens = json.loads(made.stdout.splitlines()[-1])
        ledger = Ledger(tokens)
        killer = threading.Thread(target=kill, args=(site, seconds, ledger))
        killer.start()
        in_threads(8, lambda at: ledger.client(site.url, seconds))
        killer.join()
        look = [sys.executable, LISTENERS, "--counted"]
        counted = subprocess.run(look, env=own, check=True, stdout=subprocess.PIPE, text=True)
        number = int(counted.stdout.splitlines()[-1])
        told = f"{len(ledger.acknowledged):,} acknowledged, {ledger.unknown} without an answer"
        print(f"the web killed then: {told}, {number:,} counted", flush=True)
        assert 0 <= number - len(ledger.acknowledged) <= ledger.unknown


def kill(site: Any, seconds: int, ledger: "Ledger") -> None:
    from running_site import children_of

    time.sleep(seconds / 2)
    say("over HTTP, 8 clients", len(ledger.acknowledged), seconds / 2)
    web = site.part("chartbusters.web.server")
    for pid in (*children_of(web), web):
        os.kill(pid, signal.SIGKILL)


class Ledger:
    """What the site has acknowledged over HTTP."""

    def __init__(self, tokens: list[str]) -> None:
        self._due, self._lock = iter(tokens), threading.Lock()
        self.acknowledged: list[str] = []
        self.unknown = 0

    def client(self, url: str, seconds: int) -> None:
        from running_site import Visitor

        visitor, end = Visitor(url), time.monotonic() + seconds
        while time.monotonic() < end:
            with self._lock:
                token = next(self._due)
            body = json.dumps({"token": token, "heard_ms": 60_000}).encode()
            try:
                status, _ = visitor.ask("POST", "/api/v1/plays/", body, "application/json")
            except OSError:
                visitor.connection.close()
                self.unknown += 1
                time.sleep(0.05)  # the web is away
                continue
            except Exception:  # half an answer
                visitor.connection.close()
                self.unknown += 1
                continue
            assert status == 202, status
            self.acknowledged.append(token)


if __name__ == "__main__":
    sys.exit(main())
