"""Packed data sets: one file a technique, whole or refused."""

import json
import lzma
from itertools import chain
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from safetensors.numpy import save

from generation.training.packs import (
    DESCRIPTION,
    VERSION,
    BadPack,
    Pack,
    compute_offsets,
    in_part,
    ragged,
    read_pack,
    smallest_type,
    write_pack,
)

ARRAYS = {
    "pitch": np.arange(6, dtype=np.int16).reshape(2, 3),
    "nothing": np.zeros((0, 4), np.uint8),
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "new folder" / "arcnn.pack"
    write_pack(path, "arcnn", Pack(in_part("bach", "train", ARRAYS), {"data": {"bach": ["ours"]}}))
    return path


def test_it_works(file: Path) -> None:
    pack = read_pack(file, "arcnn")
    found = pack.part("bach", "train")
    assert pack.description == {
        "technique": "arcnn",
        "version": VERSION,
        "data": {"bach": ["ours"]},
    }
    assert found.keys() == ARRAYS.keys()
    for name, array in ARRAYS.items():
        assert found[name].dtype == array.dtype and np.array_equal(found[name], array)
    assert [path.name for path in file.parent.iterdir()] == ["arcnn.pack"]


def test_the_same_arrays_make_the_same_file(file: Path) -> None:
    other = file.with_name("other.pack")
    write_pack(other, "arcnn", Pack(in_part("bach", "train", ARRAYS), {"data": {"bach": ["ours"]}}))
    assert other.read_bytes() == file.read_bytes()


def test_it_rejects_the_pack_of_another_technique(file: Path) -> None:
    with pytest.raises(BadPack, match="for arcnn"):
        read_pack(file, "gan")


@pytest.mark.parametrize(
    ("genre", "split"), [("pop", "train"), ("bach", "valid"), ("bac", "train")]
)
def test_it_rejects_a_part_that_it_does_not_hold(file: Path, genre: str, split: str) -> None:
    with pytest.raises(BadPack, match=f"no {genre}"):
        read_pack(file, "arcnn").part(genre, split)


def packed(**told: object) -> bytes:
    return lzma.compress(save({DESCRIPTION: np.frombuffer(json.dumps(told).encode(), np.uint8)}))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04",
        lzma.compress(b""),
        lzma.compress(b"no tensors at all, whatever they say"),
        lzma.compress(save({"pitch": ARRAYS["pitch"]})),
        packed(technique="arcnn"),
        packed(technique="arcnn", version=VERSION + 1),
    ],
)
def test_it_rejects_what_is_no_pack(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x").write_bytes(content)
    with pytest.raises(BadPack):
        read_pack(tmp_path / "x", "arcnn")


def test_it_rejects_half_a_pack(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-20])
    with pytest.raises(BadPack):
        read_pack(file, "arcnn")


def test_it_requires_a_file(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_pack(tmp_path / "x", "arcnn")


stretches = st.lists(st.tuples(st.integers(0, 99), st.integers(0, 9)))


@given(stretches)
def test_it_numbers_stretches(stretches: list[tuple[int, int]]) -> None:
    first, count = np.array(stretches, np.int64).reshape(-1, 2).T
    numbers = chain.from_iterable(range(at, at + many) for at, many in stretches)
    assert ragged(first, count).tolist() == list(numbers)


@given(st.lists(st.integers(0, 99)))
def test_it_lays_sequences_end_to_end(lengths: list[int]) -> None:
    assert np.diff(compute_offsets(lengths)).tolist() == lengths


@given(st.lists(st.integers(-(2**40), 2**40), max_size=9))
def test_it_loses_nothing_in_the_smallest_type(values: list[int]) -> None:
    assert smallest_type(np.array(values, np.int64)).tolist() == values


@pytest.mark.parametrize(
    ("values", "kind"),
    [([0, 255], np.uint8), ([-1, 127], np.int8), ([256], np.uint16), ([-1, 128], np.int16)],
)
def test_it_takes_the_smallest_type(values: list[int], kind: type) -> None:
    assert smallest_type(np.array(values)).dtype == kind
