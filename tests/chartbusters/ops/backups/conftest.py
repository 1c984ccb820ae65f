"""Sites that tests back up and restore."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.chartbusters.ops.backups.sites import small_site
from tests.servers import Site


@pytest.fixture
def var() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="cb-bk-"))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def site(var: Path, data_with_alice: Path) -> Iterator[Site]:
    """A site with alice; not yet started."""
    site = small_site(var / "site")
    site.fill(data_with_alice)
    yield site
    if site.process and site.process.poll() is None:
        site.stop()
