"""One packed data set a technique: named arrays and a description, as a compressed safetensors
file.

A machine that trains needs nothing but this file, no archives and no reader of MIDI. Sequences are
laid end to end; `offsets` tell where each begins. Columns lie apart and are stored as differences
where that is smaller: music repeats itself, and the compressor finds it.
"""

import json
import lzma
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load, save

from generation.whole import write_whole

Arrays = dict[str, NDArray]
VERSION = 1
DESCRIPTION = "description"
MALFORMED = (KeyError, TypeError, ValueError, AttributeError)


class BadPack(ValueError):
    """The file is no packed data set, or one of another technique or version."""


class Pack(NamedTuple):
    """Arrays by name (`<genre>/<split>/...`) and what is known of them."""

    arrays: Arrays
    description: dict[str, Any]  # technique, version, data with their licences

    def part(self, genre: str, split: str) -> Arrays:
        """The arrays of one split of a genre. Raises `BadPack` where there are none."""
        prefix = f"{genre}/{split}/"
        found = {
            key.removeprefix(prefix): array
            for key, array in self.arrays.items()
            if key.startswith(prefix)
        }
        if not found:
            raise BadPack(f"The packed data set holds no {genre} ({split}).")
        return found

    def credit(self, genre: str) -> dict[str, Any]:
        """What a card says of the data where the pack alone knows it: of people's own songs."""
        credits = self.description.get("data", {}).get(genre, [])
        return {"data": credits} if genre == "own" and credits else {}


def in_part(genre: str, split: str, arrays: Mapping[str, NDArray]) -> Arrays:
    """Arrays of one split of a genre, under the names they have in a pack."""
    return {f"{genre}/{split}/{name}": array for name, array in arrays.items()}


def write_pack(path: Path, technique: str, pack: Pack) -> None:
    """Writes the file whole or not at all."""
    told = json.dumps({**pack.description, "technique": technique, "version": VERSION}).encode()
    content = {**pack.arrays, DESCRIPTION: np.frombuffer(told, np.uint8)}
    packed = lzma.compress(
        save({name: np.ascontiguousarray(each) for name, each in content.items()}), preset=9
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, packed)


def read_pack(path: Path, technique: str) -> Pack:
    """Raises `BadPack`, and OSError where there is no such file."""
    pack = open_pack(path)
    description = pack.description
    found = description["technique"], description["version"]
    if found != (technique, VERSION):
        raise BadPack(
            f"{path} is for {found[0]} (version {found[1]}), not for {technique} (version "
            f"{VERSION})."
        )
    return pack


def read_description(path: Path) -> dict[str, Any]:
    """What a pack tells of itself, whatever technique it is for. Raises `BadPack`, and OSError."""
    return open_pack(path).description


def open_pack(path: Path) -> Pack:
    content = path.read_bytes()
    try:
        arrays = load(lzma.decompress(content))
        description = json.loads(arrays.pop(DESCRIPTION).tobytes())
        if {"technique", "version"} - description.keys():
            raise BadPack(f"{path} does not tell what it is for.")
    except (lzma.LZMAError, EOFError, SafetensorError, *MALFORMED) as error:
        raise BadPack(f"{path} is no packed data set.") from error
    return Pack(arrays, description)


def compute_offsets(lengths: list[int]) -> NDArray[np.int64]:
    """(n + 1,) where each sequence begins when all lie end to end, and where the last one ends."""
    return np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)])


def ragged(first: NDArray[np.integer], count: NDArray[np.integer]) -> NDArray[np.int64]:
    """The numbers of the elements of several stretches: `first` (n,) to `first + count`, end to
    end."""
    ends = np.cumsum(count)
    return np.arange(ends[-1] if len(ends) else 0) + np.repeat(first - (ends - count), count)


def smallest_type(values: NDArray[np.integer]) -> NDArray[np.integer]:
    """The same numbers in the smallest type that holds them."""
    low, high = int(values.min(initial=0)), int(values.max(initial=0))
    for kind in (np.uint8, np.int8, np.uint16, np.int16, np.int32):
        if np.iinfo(kind).min <= low and high <= np.iinfo(kind).max:
            return values.astype(kind)
    return values.astype(np.int64)
