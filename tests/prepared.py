"""The data of a site that nobody has used yet: made once a test run, copied for every site that is
started."""

import fcntl
import shutil
from pathlib import Path

import pytest

from tests.savers import make_alice
from tests.servers import Site


@pytest.fixture(scope="session")
def run_folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes of this test run share, and no other run does."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if hasattr(request.config, "workerinput") else own


@pytest.fixture(scope="session")
def fresh_data(run_folder: Path) -> Path:
    """A migrated database and collected static files. Never run a site on it: `site.fill` copies
    it."""
    folder, making = run_folder / "fresh-site", run_folder / "fresh-site-making"
    with (run_folder / "fresh-site.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            shutil.rmtree(making, ignore_errors=True)
            making.mkdir()
            site = Site(making)
            site.manage("migrate", "--verbosity", "0")
            site.manage("collectstatic", "--noinput", "--verbosity", "0")
            making.rename(folder)
    return folder


@pytest.fixture(scope="session")
def data_with_alice(fresh_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, and alice has an account there."""
    site = Site(tmp_path_factory.mktemp("with-alice"))
    site.fill(fresh_data)
    make_alice(site)
    return site.var
