"""What may happen to a site, one function a fault: each hurts it while people are at work, and
makes it whole again."""

import contextlib
import shutil
import signal
import sqlite3
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from kills import Scenario, deploy, killed, site_killed
from ledger import Ledger
from world import World

SPELL = 10.0  # seconds that a fault lasts


def calm(world: World, ledger: Ledger) -> None:
    """Nothing, to compare with."""
    time.sleep(SPELL)


def locked(world: World, ledger: Ledger) -> str:
    """Somebody holds what one person needs (on SQLite: what all who write need); others read and
    write meanwhile."""
    waits: list[float] = []
    over = threading.Event()

    def bystander() -> None:
        while not over.is_set():
            began = time.monotonic()
            world.asks("/challenges/")
            waits.append(time.monotonic() - began)
            time.sleep(0.2)

    reader = threading.Thread(target=bystander)
    with held(world):
        reader.start()
        time.sleep(2 * SPELL)
    over.set()
    reader.join()
    return f"a page beside it: {max(waits):.1f} s at most"


@contextlib.contextmanager
def held(world: World) -> Iterator[None]:
    if world.database == "sqlite":
        with contextlib.closing(
            sqlite3.connect(world.var / "chartbusters.sqlite3", timeout=30, isolation_level=None)
        ) as database:
            database.execute("BEGIN IMMEDIATE")
            yield
            database.execute("ROLLBACK")
        return
    with world.postgres() as database:
        home = world.people[0]["composition"]
        database.execute("SELECT 1 FROM compositions_composition WHERE id = %s FOR UPDATE", [home])
        database.execute("SELECT 1 FROM accounts_user WHERE username = 'writer0' FOR UPDATE")
        yield


def database_swallows(world: World, ledger: Ledger) -> str | None:
    """What is said to the database is lost on the way."""
    if world.to_database is None:
        return "not tried: SQLite has no network"
    world.to_database.swallow()
    time.sleep(SPELL / 2)
    health = slowest_health(world)
    time.sleep(SPELL / 2)
    world.to_database.heal()
    return health


def broker_swallows(world: World, ledger: Ledger) -> str:
    """What is said to broker and cache is lost on the way."""
    world.to_broker.swallow()
    health = slowest_health(world)
    time.sleep(SPELL)
    world.to_broker.heal()
    return health


def slowest_health(world: World) -> str:
    began = time.monotonic()
    status = world.asks("/healthz")
    return f"/healthz {status} in {time.monotonic() - began:.1f} s"


def broker_stands_still(world: World, ledger: Ledger) -> str:
    """SIGSTOP of the broker."""
    assert world.broker is not None
    world.broker.send_signal(signal.SIGSTOP)
    health = slowest_health(world)
    time.sleep(SPELL)
    world.broker.send_signal(signal.SIGCONT)
    return health


def broker_wiped(world: World, ledger: Ledger) -> None:
    """kill -9 of the broker, and all that it held is gone."""
    world.wipe_broker()
    time.sleep(SPELL)
    world.start_broker()


def database_killed(world: World, ledger: Ledger) -> str | None:
    """kill -9 of PostgreSQL, and it is back after some seconds."""
    if world.database == "sqlite":
        return "not tried: SQLite has no server"
    world.kill_postgres()
    time.sleep(SPELL / 2)
    world.restart_postgres()
    return None


def disk_full(world: World, ledger: Ledger) -> str | None:
    """Not a byte goes on the disk any more."""
    if world.disk is None:
        return "not tried: needs root"
    filling = world.disk.fill()
    time.sleep(SPELL)
    filling.unlink()
    return None


def disk_read_only(world: World, ledger: Ledger) -> str | None:
    """What is on the disk may be read and not written: the site's files, SQLite's, PostgreSQL's."""
    if world.disk is None:
        return "not tried: needs root"
    world.disk.forbid_writing()
    told = slowest_health(world)
    time.sleep(SPELL)
    world.stop()
    world.mount_again()
    return told


def restored(world: World, ledger: Ledger) -> str:
    """A backup as docs/operator.md has it, more work, and the backup put back: what came before it
    is there."""
    backup = world.home / "backup"
    shutil.rmtree(backup, ignore_errors=True)
    before = {kind: list(rows) for kind, rows in ledger.acknowledged.items()}
    world.manage("backup", str(backup))
    time.sleep(SPELL / 2)
    world.stop()
    after = ledger.total
    if world.database == "postgresql":  # restore wants an empty one
        with world.postgres() as database:
            database.execute("DROP SCHEMA public CASCADE")
            database.execute("CREATE SCHEMA public")
    world.manage("restore", str(backup), "--replace")
    world.manage("migrate", "--verbosity", "0")
    kept = sum(map(len, before.values()))
    ledger.acknowledged.clear()
    ledger.acknowledged.update(before)
    world.start()
    return f"{after - kept} operations after the backup are gone, as they must be"


def broker_file_damaged(world: World, ledger: Ledger) -> str:
    """The site's own broker: all is killed, and its file ends with 700 zeros, as a crash of the
    machine leaves it."""
    world.stop()
    world.environment["BROKER_URL"] = ""
    world.start()
    time.sleep(SPELL / 2)
    world.kill()
    time.sleep(2)
    files = list((world.var / "broker" / "appendonlydir").glob("*.incr.aof"))
    for file in files:
        with file.open("ab") as damaged:
            damaged.write(bytes(700))
    began = time.monotonic()
    world.start()
    return f"{len(files)} file damaged; started {time.monotonic() - began:.1f} s after"


def clocks_apart(world: World, ledger: Ledger) -> str:
    """The workers' clocks are an hour ahead of those of web, scheduler and database."""
    if not shutil.which("cc"):
        return "not tried: needs a C compiler"
    world.stop()
    library = world.folder / "an_hour_ahead.so"
    source = Path(__file__).with_name("an_hour_ahead.c")
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", str(library), str(source)], check=True)
    world.environment["LD_PRELOAD"] = str(library)
    world.start()
    time.sleep(SPELL)
    return "workers an hour ahead"


def checkpoint_damaged(world: World, ledger: Ledger) -> str:
    """Training has no visitors and acknowledges nothing, so that a ledger has nothing to say
    of it."""
    return "not tried here: tests/generation/training/test_run_loop.py cuts the newest checkpoint"


def power_cut(world: World, ledger: Ledger) -> str | None:
    """All at once: nothing that was not flushed reaches the disk, and every process is gone."""
    if world.disk is None:
        return "not tried: needs root"
    world.disk.cut_power()
    world.kill()
    world.mount_again()
    return None


SCENARIOS: dict[str, Scenario] = {
    "calm": calm,
    "locked": locked,
    "database swallows": database_swallows,
    "database killed": database_killed,
    "broker swallows": broker_swallows,
    "broker stands still": broker_stands_still,
    "broker wiped": broker_wiped,
    "disk full": disk_full,
    "disk read-only": disk_read_only,
    "web killed": killed("chartbusters.web.server"),
    "quick killed": killed("ops.worker quick"),
    "generate killed": killed("ops.worker generate"),
    "render killed": killed("ops.worker render"),
    "scheduler killed": killed("ops.scheduler"),
    "site killed": site_killed,
    "deploy": deploy,
    "backup restored": restored,
    "power cut": power_cut,
    "broker file damaged": broker_file_damaged,
    "clocks apart": clocks_apart,
    "checkpoint damaged": checkpoint_damaged,
}
