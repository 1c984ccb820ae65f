"""The site comes back by itself: with damaged files of the broker, and after kill -9 of every part,
again and again."""

import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
import requests

from generation.music.document import to_document
from generation.music.song import Song
from tests.processes import words_of
from tests.savers import Saver, token_of
from tests.servers import Site, start
from tests.waiting import wait_until

pytestmark = pytest.mark.slow

PARTS = {
    "broker": "broker.sock",
    "web": "chartbusters.web.server",
    "quick": "ops.worker quick",
    "boards": "ops.worker boards",
    "render": "ops.worker render",
    "generate": "ops.worker generate",
    "train": "ops.worker train",
    "scheduler": "chartbusters.ops.scheduler",
}
WITH_A_JOB = """
from chartbusters.accounts.models import User
from generation import services
from generation.music.document import from_document
song = from_document({document!r})
user = User.objects.get(username="alice")
job = services.job_create(owner=user, session_key="", technique="gan", model=None, song=song)
print(job.pk)
"""


@pytest.fixture
def own_site(data_with_alice: Path) -> Iterator[Site]:
    """A site that a test may ill-treat, with alice in it; not yet started."""
    more = {"JOB_LEASE_SECONDS": "4", "JOB_HEARTBEAT_SECONDS": "1"}
    site = Site(
        Path(tempfile.mkdtemp(prefix="cb-up-")),
        WEB_WORKERS="1",
        QUICK_WORKERS="1",
        GENERATE_WORKERS="1",
        **more,
    )
    site.fill(data_with_alice)
    yield site
    if site.process and site.process.poll() is None:
        site.stop()
    shutil.rmtree(site.var, ignore_errors=True)


def _answer(site: Site, address: str) -> requests.Response | None:
    try:
        return requests.get(f"{site.url}{address}", timeout=30)
    except (requests.ConnectionError, requests.Timeout):  # not yet, or not this soon
        return None


def test_it_works(own_site: Site, sample_song: Callable[..., Song]) -> None:
    """Damaged files of the broker: the web answers from the start, and a job whose message is gone
    is done."""
    own_site.start()
    own_site.stop()
    words = own_site.manage("shell", "-c", WITH_A_JOB.format(document=to_document(sample_song())))
    job = words.split()[-1]
    with next((own_site.var / "broker" / "appendonlydir").glob("*.incr.aof")).open("ab") as file:
        file.write(bytes(700))

    own_site.process = start(
        [sys.executable, "manage.py", "up"], own_site.log, **own_site.environment
    )
    first = wait_until(lambda: _answer(own_site, "/"), what="the web")
    assert first.status_code == 200
    own_site.wait_until_up("the site")
    assert (
        "damaged files put aside"
        in requests.get(f"{own_site.url}/healthz", timeout=30).json()["parts"]["broker"]["detail"]
    )
    assert "Nothing is lost: the messages in them are sent again" in own_site.log.read_text()
    headers = token_of(own_site)

    def done() -> bool:
        answer = requests.get(
            f"{own_site.url}/api/v1/generation-jobs/{job}/", headers=headers, timeout=30
        )
        return bool(answer.json()["state"] == "done")

    wait_until(done, 120, "the job", pause=0.25)


@pytest.mark.skipif(
    sys.platform != "linux", reason="needs the kernel to end the children of a killed part"
)
def test_it_comes_back_from_kills(own_site: Site, sample_song: Callable[..., Song]) -> None:
    """Every part is killed, and what was started in its place once more, while songs are kept: each
    time the site is well again, and no song is lost."""
    own_site.start()
    saver = Saver(own_site, to_document(sample_song()))
    saver.start()
    for _ in range(2):
        before = len(saver.kept)
        killed = {name: _part(own_site, word) for name, word in PARTS.items()}
        for part in killed.values():
            part.send_signal(signal.SIGKILL)
        wait_until(
            lambda killed=killed: _all_new(own_site, killed), 90, "all parts to be started again"
        )
        own_site.wait_until_up("everything to be well again")
        wait_until(lambda before=before: len(saver.kept) > before, 60, "a song to be kept")
    saver.leaving.set()
    saver.join(60)
    titles = saver.titles()
    assert saver.strange == []
    assert set(saver.kept) <= set(titles)
    assert len(titles) == len(set(titles))


def _part(site: Site, word: str) -> psutil.Process:
    assert site.process is not None
    children = psutil.Process(site.process.pid).children()
    return next(each for each in children if word in " ".join(words_of(each)))


def _all_new(site: Site, killed: dict[str, psutil.Process]) -> bool:
    try:
        now = {_part(site, word).pid for word in PARTS.values()}
    except (StopIteration, psutil.Error):
        return False
    return now.isdisjoint(part.pid for part in killed.values())
