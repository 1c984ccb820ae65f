"""Packs passed on as one archive: whole, the same every time, and only what it says it is."""

import json
import zipfile
from pathlib import Path

import pytest

from generation.datasets.offers import SHIPPED
from generation.datasets.zips import write_zip
from generation.packing.listing import hash_file, list_pack
from generation.packing.releasing import (
    CREDITS,
    FORMAT,
    LICENCES,
    LIST,
    take_release,
    write_release,
)
from generation.training.packs import BadPack

PACKS = sorted(SHIPPED.glob("*.pack"))


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    write_release(PACKS, tmp_path / "data.zip")
    return tmp_path / "data.zip"


def changed(archive: Path, **members: bytes | None) -> Path:
    """The archive with other contents; None leaves one out."""
    with zipfile.ZipFile(archive) as opened:
        files = {name: opened.read(name) for name in opened.namelist()}
    files |= {name: content for name, content in members.items() if content is not None}
    kept = {name: content for name, content in files.items() if members.get(name, b"") is not None}
    archive.write_bytes(write_zip(kept))
    return archive


def test_it_works(archive: Path, tmp_path: Path) -> None:
    taken = take_release(archive, tmp_path / "taken", hash_file(archive))
    assert [path.name for path in taken] == [path.name for path in PACKS]
    assert [path.read_bytes() for path in taken] == [path.read_bytes() for path in PACKS]


def test_the_same_packs_make_the_same_archive(archive: Path, tmp_path: Path) -> None:
    assert write_release(PACKS, tmp_path / "again.zip") == hash_file(archive)


def test_it_brings_licences_and_credits(archive: Path) -> None:
    with zipfile.ZipFile(archive) as opened:
        licences, credits = opened.read(LICENCES).decode(), opened.read(CREDITS).decode()
    assert licences.count("MIT") == len(PACKS) and "Grieg" in credits


def test_every_shipped_pack_tells_licence_and_credit() -> None:
    for path in PACKS:
        for listed in list_pack(path):
            assert listed.licences and listed.attributions and listed.amount


def test_it_rejects_another_archive_than_was_asked_for(archive: Path, tmp_path: Path) -> None:
    with pytest.raises(BadPack, match="Nothing was taken"):
        take_release(archive, tmp_path / "taken", "0" * 64)
    assert not (tmp_path / "taken").exists()


@pytest.mark.parametrize(
    ("members", "words"),
    [
        ({"arranged-gan.pack": b"another"}, "not what the archive says"),
        ({"arranged-gan.pack": None}, "no released archive"),
        ({LIST: None}, "no released archive"),
        ({LIST: b"[]"}, "no released archive"),
        ({LIST: json.dumps({"format": FORMAT, "packs": {"../x.pack": ""}}).encode()}, "no name"),
        ({LIST: json.dumps({"format": FORMAT, "packs": {"x.exe": ""}}).encode()}, "no name"),
        ({LIST: json.dumps({"format": "another", "packs": {}}).encode()}, "no released archive"),
    ],
)
def test_it_takes_nothing_of_what_is_not_as_it_says(
    archive: Path, tmp_path: Path, members: dict[str, bytes | None], words: str
) -> None:
    with pytest.raises(BadPack, match=words):
        take_release(changed(archive, **members), tmp_path / "taken")
    assert not (tmp_path / "taken").exists()


def test_it_rejects_what_is_no_archive(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(b"PK no")
    with pytest.raises(BadPack):
        take_release(tmp_path / "x.zip", tmp_path / "taken")


def test_two_packs_of_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadPack, match="same name"):
        write_release([PACKS[0], PACKS[0]], tmp_path / "x.zip")
