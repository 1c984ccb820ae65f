"""Damaged files of the broker are put aside, and nothing else is: the site starts, and says what it
did."""

import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import redis
from django.conf import LazySettings

from chartbusters.ops import broker_files, health, processes
from chartbusters.ops.child import GivenUp, Part
from chartbusters.ops.supervisor import Supervisor
from tests.chartbusters.ops.broker_damages import DAMAGES, newest_file, zeros_at_its_end
from tests.waiting import wait_until


@pytest.fixture(autouse=True)
def _short_pauses(
    monkeypatch: pytest.MonkeyPatch, settings: LazySettings, short_folder: Path
) -> Iterator[None]:
    monkeypatch.setattr("chartbusters.ops.child.FIRST_PAUSE", 0.01)
    monkeypatch.setattr("chartbusters.ops.child.LONGEST_PAUSE", 0.02)
    settings.VAR_DIR, settings.BROKER_SOCKET = short_folder, short_folder / "broker" / "broker.sock"
    kept = {
        number: signal.getsignal(number)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    }
    yield
    for number, handler in kept.items():
        signal.signal(number, handler)


@pytest.fixture
def folder(settings: LazySettings) -> Path:
    """What a broker has written that held a message and was restarted once, so that it has every
    kind of file."""
    folder = settings.VAR_DIR / "broker"
    for again in range(2):
        with subprocess.Popen(processes.broker_part(settings.BROKER_SOCKET).command) as process:
            wait_until(lambda: processes.answers(settings.BROKER_SOCKET), what="the broker")
            with redis.Redis(unix_socket_path=str(settings.BROKER_SOCKET)) as server:
                server.lpush("quick", f"a message {again}" * 50)
                server.bgrewriteaof()
                wait_until(
                    lambda server=server: not server.info()["aof_rewrite_in_progress"],
                    what="the rewriting",
                )
                server.lpush("quick", f"another {again}" * 50)
            process.terminate()
    return folder


def _run(settings: LazySettings) -> int:
    """How many messages a broker holds that was started on these files by the supervisor."""
    part = processes.broker_part(settings.BROKER_SOCKET)
    supervising = Supervisor([part], part.ready, lambda seconds: None)
    held: list[Any] = []

    def announce(seconds: float) -> None:
        with redis.Redis(unix_socket_path=str(settings.BROKER_SOCKET)) as server:
            held.append(server.llen("quick"))
        supervising.stopping.set()

    supervising.announce = announce
    supervising.run()
    return int(held[0])


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__.strip("_"))
def test_it_works(
    damage: Callable[[Path], None],
    folder: Path,
    settings: LazySettings,
    caplog: pytest.LogCaptureFixture,
) -> None:
    damage(folder)
    assert _run(settings) == 0
    (aside,) = folder.parent.glob("broker-damaged-*")
    assert list(aside.iterdir())
    assert caplog.text.count(f"they were put aside as {aside}. Nothing is lost") == 1
    assert f"as {aside.name}" in broker_files.newest_aside(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_it_leaves_what_can_be_read(folder: Path, settings: LazySettings) -> None:
    assert _run(settings) == 4
    assert list(folder.parent.glob("broker-damaged-*")) == []


def test_it_leaves_what_the_broker_mends_by_itself(folder: Path, settings: LazySettings) -> None:
    """A last command that was cut off is dropped by the broker; the others stay."""
    path = newest_file(folder, "*.incr.aof")
    os.truncate(path, path.stat().st_size - 3)
    assert _run(settings) == 3
    assert list(folder.parent.glob("broker-damaged-*")) == []


def test_it_handles_a_file_in_place_of_the_folder(settings: LazySettings) -> None:
    (settings.VAR_DIR / "broker").write_text("what is this?")
    assert _run(settings) == 0
    (aside,) = settings.VAR_DIR.glob("broker-damaged-*")
    assert aside.read_text() == "what is this?"


def test_it_leaves_them_when_the_broker_starts_nowhere(
    folder: Path, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also with damaged files: a broker that cannot start in an empty folder has another reason not
    to."""
    zeros_at_its_end(folder)
    program = folder.parent / "server"
    program.write_text("#!/bin/sh\nexit 1\n")
    program.chmod(0o755)
    monkeypatch.setattr(processes, "broker_program", lambda: str(program))
    with pytest.raises(GivenUp, match="would not start without its files"):
        _run(settings)
    assert list(folder.parent.glob("broker-damaged-*")) == []


def test_it_leaves_them_on_a_full_disk(
    folder: Path, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    zeros_at_its_end(folder)
    monkeypatch.setattr(broker_files, "ROOM", 2**62)
    with pytest.raises(GivenUp):
        _run(settings)
    assert list(folder.parent.glob("broker-damaged-*")) == []


def test_it_leaves_them_when_it_was_killed(
    folder: Path, settings: LazySettings, tmp_path: Path
) -> None:
    """As for want of memory, which a broker in an empty folder would not know."""
    asked: list[str] = []
    command = [sys.executable, "-c", "import os; os.kill(os.getpid(), 9)"]
    part = Part("broker", command, ready=lambda: False, mend=lambda: asked.append("mend") or "")
    with pytest.raises(GivenUp):
        Supervisor([part], lambda: False, lambda seconds: None).run()
    assert asked == []


def test_it_leaves_them_when_it_was_ready_before_it_died(tmp_path: Path) -> None:
    asked: list[str] = []
    ready = tmp_path / "ready"
    dies = (
        f"import pathlib, time; pathlib.Path({str(ready)!r}).touch(); time.sleep(0.3); raise "
        "SystemExit(1)"
    )
    part = Part(
        "broker",
        [sys.executable, "-c", dies],
        ready=ready.exists,
        mend=lambda: asked.append("mend") or "",
    )
    with pytest.raises(GivenUp):
        Supervisor([part], lambda: False, lambda seconds: None).run()
    assert asked == []


def test_it_is_tried_once(tmp_path: Path) -> None:
    """What still does not start has another reason: it is given up, and loses nothing more."""
    asked: list[str] = []
    command = [sys.executable, "-c", "raise SystemExit(1)"]
    part = Part(
        "broker", command, ready=lambda: False, mend=lambda: asked.append("mend") or "Mended."
    )
    with pytest.raises(GivenUp):
        Supervisor([part], lambda: False, lambda seconds: None).run()
    assert asked == ["mend"]


def test_it_keeps_the_newest_only(settings: LazySettings) -> None:
    folder = broker_files.folder()
    for number in range(broker_files.KEPT + 2):
        broker_files.prepare(folder)
        (folder / "appendonlydir").write_text(str(number))
        assert broker_files.put_aside(folder, lambda empty: empty.is_dir())
        time.sleep(0.001)  # another stamp
    kept = sorted(folder.parent.glob("broker-damaged-*"))
    assert [(path / "appendonlydir").read_text() for path in kept] == ["2", "3", "4"]
    assert list(folder.iterdir()) == []


def test_health_tells(settings: LazySettings, broker: str) -> None:
    settings.BROKER_EMBEDDED = True
    assert health._broker() == "redis"
    broker_files.prepare(broker_files.folder())
    broker_files.put_aside(broker_files.folder(), lambda empty: True)
    assert "redis; damaged files put aside on " in health._broker()
