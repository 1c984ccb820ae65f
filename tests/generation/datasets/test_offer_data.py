"""What can be trained on here: the shipped pack always, and what the operator's folder holds."""

import csv
import io
import json
import os
import zipfile
from itertools import chain
from pathlib import Path

import numpy as np
import pytest

from generation.datasets.kinds import KINDS
from generation.datasets.offers import (
    SHIPPED,
    UnknownOffer,
    find_offer,
    offers,
    pack_path,
)
from generation.techniques import TECHNIQUES
from generation.training.counting import count_music
from generation.training.packs import Pack, in_part, write_pack

CHORALE = [[60, 55, 52, 48]] * 8 + [[62, 55, 52, -1]] * 8


def write_archive(folder: Path, name: str, pieces: int = 3) -> None:
    """An archive with its index and no music."""
    with zipfile.ZipFile(folder / f"{name}.zip", "w") as archive:
        if name == "jsb_chorales":
            splits = {"train": [CHORALE] * 2, "valid": [CHORALE], "test": [CHORALE]}
            archive.writestr("Jsb16thSeparated.json", json.dumps(splits))
            return
        text = io.StringIO()
        rows = csv.writer(text)
        rows.writerow(["id", "split", "notes", "seconds"])
        rows.writerows([str(n), "train", 100, 36.0] for n in range(pieces))
        rows.writerow(["x", "test", 100, 36.0])
        archive.writestr("index.csv", text.getvalue())


def test_what_is_shipped_is_there_for_every_technique() -> None:
    [offer] = offers()
    assert (offer.name, offer.shipped, offer.tier) == ("arranged", True, "own")
    assert offer.pieces >= 150 and offer.notes > 100_000 and offer.hours > 1
    assert offer.licences == ("MIT",) and "Grieg" in offer.attribution
    for technique, genre in offer.technique_genres.items():
        path = pack_path(offer, technique)
        assert path is not None and path.is_file()
        assert genre in TECHNIQUES[technique].genres


def test_all_that_ships_is_small() -> None:
    assert sum(path.stat().st_size for path in SHIPPED.iterdir()) <= 2_000_000


def test_archives_are_offered_with_their_counts(tmp_path: Path) -> None:
    write_archive(tmp_path, "pop909")
    write_archive(tmp_path, "groove_drums", 2)
    pop = find_offer("pop", tmp_path)
    assert (pop.pieces, pop.notes, pop.hours) == (5, 500, 0.05)
    assert pop.licences == ("MIT", "CC-BY-4.0") and "POP909" in pop.attribution
    assert pack_path(pop, "gan", tmp_path) == tmp_path
    assert pack_path(pop, "arcnn", tmp_path) is None


def test_chorales_are_counted_by_what_moves(tmp_path: Path) -> None:
    write_archive(tmp_path, "jsb_chorales")
    offer = find_offer("chorales", tmp_path)
    assert dict(offer.technique_genres) == {"arcnn": "bach"}  # others read the fakes as well
    assert (offer.pieces, offer.notes) == (3, 15)


def test_a_kind_of_which_an_archive_is_missing_is_not_offered(tmp_path: Path) -> None:
    write_archive(tmp_path, "js_fakes")
    assert [offer.name for offer in offers(tmp_path)] == ["arranged"]
    with pytest.raises(UnknownOffer):
        find_offer("chorales", tmp_path)


def test_it_is_offered_to_those_whose_archives_are_there(tmp_path: Path) -> None:
    write_archive(tmp_path, "pop909")
    assert dict(find_offer("pop", tmp_path).technique_genres) == {"transformer": "pop"}


def test_it_counts_anew_when_the_folder_changes(tmp_path: Path) -> None:
    write_archive(tmp_path, "pop909")
    write_archive(tmp_path, "groove_drums")
    before = find_offer("pop", tmp_path)
    assert find_offer("pop", tmp_path) is before
    write_archive(tmp_path, "pop909", 9)
    os.utime(tmp_path / "pop909.zip", ns=(1, 1))
    assert find_offer("pop", tmp_path).pieces == 12


@pytest.mark.parametrize("as_folder", [True, False])
def test_a_pack_is_offered_as_well(tmp_path: Path, as_folder: bool) -> None:
    path = tmp_path / "arcnn.pack"
    music = {"bach": {"train": {"pieces": 7, "notes": 70}}}
    arrays = in_part("bach", "train", {"states": np.zeros((4, 8), np.uint8)})
    write_pack(path, "arcnn", Pack(arrays, {"data": {"bach": []}, "music": music}))
    folder = tmp_path if as_folder else path
    offer = find_offer("chorales", folder)
    assert (offer.pieces, offer.notes) == (7, 70)
    assert pack_path(offer, "arcnn", folder) == path
    assert pack_path(offer, "gan", folder) is None


def test_broken_files_are_offered_to_nobody(tmp_path: Path) -> None:
    (tmp_path / "arcnn.pack").write_bytes(b"no pack")
    for name in ("pop909", "groove_drums"):
        (tmp_path / f"{name}.zip").write_bytes(b"no zip")
    assert find_offer("pop", tmp_path).pieces == 0
    assert [offer.name for offer in offers(tmp_path)] == ["arranged", "pop", "drums"]


@pytest.mark.parametrize("folder", ["nowhere", None])
def test_it_handles_no_folder(tmp_path: Path, folder: str | None) -> None:
    assert [o.name for o in offers(tmp_path / folder if folder else None)] == ["arranged"]


def test_every_kind_names_what_its_techniques_know() -> None:
    pairs = chain.from_iterable(kind.genres.items() for kind in KINDS)
    assert all(genre in TECHNIQUES[technique].genres for technique, genre in pairs)
    assert all(kind.genres.keys() == kind.archives.keys() for kind in KINDS)
    credits = chain.from_iterable(kind.credits for kind in KINDS)
    assert all(credit["licence"] and credit["attribution"] for credit in credits)


def test_a_part_is_packed_where_it_is_asked_for_alone(shared_data: Path) -> None:
    transformer = TECHNIQUES["transformer"]
    assert set(transformer.sources()) == {"any", "chorales"}
    arrays = transformer.sources(["rock"])["rock"].arrays(shared_data, "valid")
    assert count_music(arrays).pieces > 1


def test_the_whole_data_pack_is_offered(shared_data: Path) -> None:
    found = {offer.name: offer for offer in offers(shared_data)}
    assert found.keys() == {"arranged", *(kind.name for kind in KINDS)}
    assert found["chorales"].pieces > 1_000 and found["everything"].hours > 200
