"""An update under load, as docs/operator.md has it: stop, migrate, start. Who is being served is
served to the end."""

import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

import pytest

from generation.music.document import to_document
from generation.music.song import Song
from tests.savers import Saver
from tests.servers import Site, stop
from tests.waiting import wait_until

pytestmark = pytest.mark.slow


@pytest.fixture
def own_site(data_with_alice: Path) -> Iterator[Site]:
    site = Site(
        Path(tempfile.mkdtemp(prefix="cb-up-")),
        WEB_WORKERS="2",
        QUICK_WORKERS="1",
        GENERATE_WORKERS="1",
    )
    site.fill(data_with_alice)
    site.start()
    yield site
    if site.process and site.process.poll() is None:
        site.stop()
    shutil.rmtree(site.var, ignore_errors=True)


def test_it_works(own_site: Site, sample_song: Callable[..., Song]) -> None:
    document = to_document(sample_song(bars=64, band=True))
    savers = [Saver(own_site, document) for _ in range(4)]
    for saver in savers:
        saver.start()
    for _ in range(2):
        before = [len(saver.kept) for saver in savers]
        wait_until(
            lambda before=before: all(
                len(s.kept) > n + 2 for s, n in zip(savers, before, strict=True)
            ),
            60,
        )
        assert own_site.process is not None
        assert stop(own_site.process, signal.SIGTERM, 60) == 0
        own_site.manage("migrate", "--verbosity", "0")
        own_site.start()
    for saver in savers:
        saver.leaving.set()
    for saver in savers:
        saver.join(60)
    kept = list(chain.from_iterable(saver.kept for saver in savers))
    titles = savers[0].titles()
    assert [saver.strange for saver in savers] == [[]] * 4
    # A connection that waited to be taken when the web closed its door is closed; no request of it
    # was begun.
    cuts = chain.from_iterable(saver.cut for saver in savers)
    assert {cut.partition(":")[0] for cut in cuts}.isdisjoint(titles)
    assert set(kept) <= set(titles)
    assert len(titles) == len(set(titles))
