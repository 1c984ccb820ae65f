"""The key that signs sessions: drawn once, whole, and never an empty file."""

import os
import stat
import threading
from pathlib import Path

import pytest

from chartbusters.settings import environment


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("SECRET_KEY", raising=False)
    monkeypatch.setattr(environment, "VAR_DIR", tmp_path)
    return tmp_path / "secret_key"


def test_it_is_drawn_once(kept: Path) -> None:
    key = environment.secret_key()
    assert len(key) > 50
    assert environment.secret_key() == key
    assert os.listdir(kept.parent) == ["secret_key"]


def test_it_is_its_owner_s_alone(kept: Path) -> None:
    environment.secret_key()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_an_empty_file_is_no_key(kept: Path) -> None:
    """The power went before the key was on the disk, and its name was there already."""
    kept.touch()
    assert len(environment.secret_key()) > 50


def test_it_is_on_the_disk_before_it_has_its_name(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    sync, link = environment.sync, os.link

    def synced(path: Path) -> None:
        order.append("sync" if path.is_file() else "sync of the folder")
        sync(path)

    def named(source: str, target: Path) -> None:
        order.append("name")
        link(source, target)

    monkeypatch.setattr(environment, "sync", synced)
    monkeypatch.setattr(os, "link", named)
    environment.secret_key()
    assert order == ["sync", "name", "sync of the folder"]


def test_all_that_start_at_once_have_the_same(kept: Path) -> None:
    keys: list[str] = []
    ready = threading.Barrier(8)

    def start() -> None:
        ready.wait()
        keys.append(environment.secret_key())

    threads = [threading.Thread(target=start) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(keys)) == 1 and keys[0]


def test_what_the_environment_says_counts(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "said")
    assert environment.secret_key() == "said"
    assert not kept.exists()
