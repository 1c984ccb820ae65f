"""A backup is put back: whole, or with a word of what is wrong, and never over what is there."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.chartbusters.ops.backups.sites import failing, small_site
from tests.servers import Site


@pytest.fixture(scope="module")
def backed_up(data_with_alice: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site and its backup, which tests copy."""
    folder = tmp_path_factory.mktemp("backed-up")
    site = small_site(folder / "site")
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
        assert "A site is here already (a database, media files)" in failing(
            site, "restore", str(backup)
        )
        assert _digests(site.var) == before

    def test_it_rejects_a_running_site(self, site: Site, backup: Path) -> None:
        site.start()
        assert "already runs" in failing(site, "restore", str(backup), "--replace")

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
        other = small_site(var / "other")
        assert "Nothing was changed." in failing(other, "restore", str(backup))
        assert {path.name for path in other.var.iterdir()} <= {"secret_key", "up.lock"}

    def test_it_checks_without_restoring(self, site: Site, backup: Path) -> None:
        assert "is whole" in site.manage("restore", str(backup), "--check")
        _damage(backup, "changed")
        assert "not as written" in failing(site, "restore", str(backup), "--check")


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
