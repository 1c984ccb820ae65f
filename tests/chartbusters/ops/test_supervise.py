"""`manage.py up`: starts everything, restarts what dies, and leaves nothing behind."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from tests.processes import is_alive, words_of
from tests.servers import REPOSITORY, Site

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def place(fresh_data: Path) -> Iterator[Site]:
    site = Site(
        Path(tempfile.mkdtemp(prefix="cb-up-")),
        WEB_WORKERS="1",
        QUICK_WORKERS="1",
        GENERATE_WORKERS="1",
    )
    site.fill(fresh_data)
    yield site
    if site.process and site.process.poll() is None:
        site.stop()
    shutil.rmtree(site.var, ignore_errors=True)


@pytest.fixture
def own_site(place: Site) -> Site:
    """A site that runs, though a test before may have ended it: each may ill-treat it."""
    if place.process is None or place.process.poll() is not None:
        place.start()
    return place


def _family(site: Site) -> list[psutil.Process]:
    assert site.process is not None
    return psutil.Process(site.process.pid).children(recursive=True)


def _children(site: Site) -> list[psutil.Process]:
    assert site.process is not None
    return psutil.Process(site.process.pid).children()


def _part(site: Site, *words: str) -> psutil.Process:
    return next(part for part in _children(site) if set(words) <= set(words_of(part)))


def _alive(processes: list[psutil.Process]) -> list[psutil.Process]:
    return [process for process in processes if is_alive(process)]


def test_it_rejects_a_second_on_the_same_data(own_site: Site) -> None:
    outcome = _up({**own_site.environment, "PORT": "0"})
    assert outcome.returncode == 2
    assert f"already runs on {own_site.var}" in outcome.stderr
    assert own_site.process is not None and str(own_site.process.pid) in outcome.stderr


def test_it_rejects_a_port_in_use(own_site: Site, short_folder: Path) -> None:
    outcome = _up({**own_site.environment, "VAR_DIR": str(short_folder)})
    assert outcome.returncode == 2
    assert f"Port {own_site.port} on 127.0.0.1 cannot be used" in outcome.stderr


def test_it_works(own_site: Site, eventually: Callable[..., Any]) -> None:
    """All parts are up; a killed worker comes back; a signal ends all with status 0; the data is
    still there."""
    with urllib.request.urlopen(f"{own_site.url}/healthz", timeout=10) as answer:
        assert all(part["ok"] for part in json.load(answer)["parts"].values())
    eventually(lambda: f"Chartbusters is up at {own_site.url}/" in own_site.log.read_text())

    before = _part(own_site, "chartbusters.ops.worker", "generate")
    before.kill()
    after = eventually(lambda: _other(own_site, before.pid), 60, "a new worker")
    assert after.pid != before.pid
    assert "generate ended (killed by SIGKILL)" in own_site.log.read_text()

    _part(own_site, "chartbusters.ops.scheduler").kill()
    next(part for part in _children(own_site) if "broker.sock" in " ".join(words_of(part))).kill()
    eventually(
        lambda: own_site.log.read_text().count("; starting it again") == 3,
        60,
        "broker and scheduler to be missed",
    )
    own_site.wait_until_up("everything to be well again")

    family = _family(own_site)
    assert own_site.stop() == 0
    assert _alive(family) == []
    assert (own_site.var / "broker" / "appendonlydir").is_dir()


def _other(site: Site, pid: int) -> psutil.Process | None:
    try:
        part = _part(site, "chartbusters.ops.worker", "generate")
    except (StopIteration, psutil.NoSuchProcess):
        return None
    return part if part.pid != pid else None


@pytest.mark.skipif(
    sys.platform != "linux", reason="only Linux tells a child that its parent was killed"
)
def test_it_handles_being_killed(own_site: Site, eventually: Callable[..., Any]) -> None:
    family = _family(own_site)
    assert len(family) >= 7  # broker, web and its worker, two workers and their children, scheduler
    assert own_site.process is not None
    own_site.process.send_signal(signal.SIGKILL)
    own_site.process.wait()
    assert eventually(lambda: _alive(family) == [], 30, "the parts to end")


def _up(environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "manage.py", "up"]
    whole = {**os.environ, **environment}
    return subprocess.run(
        command, env=whole, cwd=REPOSITORY, capture_output=True, text=True, timeout=120, check=False
    )
