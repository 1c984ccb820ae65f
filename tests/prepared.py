"""The data of a site that nobody has used yet: made once a test run, copied for every site that is
started. Its database is kept until a migration changes."""

import fcntl
import hashlib
import shutil
from collections.abc import Callable
from itertools import chain
from pathlib import Path

import pytest

from tests.savers import make_alice
from tests.servers import REPOSITORY, Site

KEPT = REPOSITORY / ".pytest_cache"
MADE_BY = (
    "chartbusters/**/migrations/*.py",
    "generation/migrations/*.py",
    "scoring/migrations/*.py",
    "chartbusters/trail/guards.py",
    "chartbusters/discovery/indexing.py",
    "chartbusters/plays/keeping.py",
    "requirements-serve.lock",  # migrations of others
)


@pytest.fixture(scope="session")
def run_folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes of this test run share, and no other run does."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if hasattr(request.config, "workerinput") else own


@pytest.fixture(scope="session")
def migrated(run_folder: Path) -> Path:
    """A SQLite database that is migrated and empty. To be copied: ten seconds of processor."""
    KEPT.mkdir(exist_ok=True)
    path = KEPT / f"migrated-{_digest()}.sqlite3"
    with (KEPT / "migrated.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            making = run_folder / "migrating"
            shutil.rmtree(making, ignore_errors=True)
            making.mkdir()
            Site(making).manage("migrate", "--verbosity", "0")
            for older in KEPT.glob("migrated-*"):
                older.unlink()
            shutil.copy(making / "chartbusters.sqlite3", path.with_suffix(".new"))
            path.with_suffix(".new").rename(path)
    return path


def _digest() -> str:
    """Of all that says what an empty database is."""
    made = hashlib.sha256()
    for path in sorted(chain.from_iterable(map(REPOSITORY.glob, MADE_BY))):
        made.update(f"{path.relative_to(REPOSITORY)} {path.stat().st_size} ".encode())
        made.update(path.read_bytes())
    return made.hexdigest()[:16]


def _made_once(run_folder: Path, name: str, make: Callable[[Path], None]) -> Path:
    """A folder of the run: whichever process asks first makes it, the others wait and find it."""
    folder, making = run_folder / name, run_folder / f"{name}-making"
    with (run_folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            shutil.rmtree(making, ignore_errors=True)
            making.mkdir()
            make(making)
            making.rename(folder)
    return folder


@pytest.fixture(scope="session")
def fresh_data(run_folder: Path, migrated: Path) -> Path:
    """A migrated database and collected static files. Never run a site on it: `site.fill` copies
    it."""

    def make(folder: Path) -> None:
        shutil.copy(migrated, folder / "chartbusters.sqlite3")
        Site(folder).manage("collectstatic", "--noinput", "--verbosity", "0")

    return _made_once(run_folder, "fresh-site", make)


# What the workers of a site would do first, and every site anew: a minute of processor.
RECORDED = """
from chartbusters.compositions.rendering import rendering_next
while rendering_next():
    pass
"""


@pytest.fixture(scope="session")
def demo_data(request: pytest.FixtureRequest, run_folder: Path, fresh_data: Path) -> Path:
    """The same, with the demo in it; where several processes start sites on it, with its recordings
    too. Who runs one file waits for none of them."""

    def make(folder: Path) -> None:
        site = Site(folder)
        site.fill(fresh_data)
        site.manage("demo")
        if hasattr(request.config, "workerinput"):
            site.manage("shell", "-c", RECORDED)

    return _made_once(run_folder, "demo-site", make)


@pytest.fixture(scope="session")
def data_with_alice(fresh_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, and alice has an account there."""
    site = Site(tmp_path_factory.mktemp("with-alice"))
    site.fill(fresh_data)
    make_alice(site)
    return site.var
