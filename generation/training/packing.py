"""From the data pack's archives to one packed data set a technique."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from generation.training.counting import count_music
from generation.training.packs import Arrays, Pack, in_part, write_pack

SPLITS = ("train", "valid")


class Source(NamedTuple):
    """Music of one genre as arrays: (folder of the data pack, split), and whom to credit for it."""

    arrays: Callable[[Path, str], Arrays]
    credits: list[dict[str, str]]


def build_pack(sources: Mapping[str, Source], folder: Path) -> Pack:
    """Reads the archives of some genres. Raises OSError where one is missing."""
    arrays: Arrays = {}
    music: dict[str, Any] = {}
    for genre, source in sources.items():
        parts = {split: source.arrays(folder, split) for split in SPLITS}
        music[genre] = {split: count_music(part)._asdict() for split, part in parts.items()}
        for split, part in parts.items():
            arrays |= in_part(genre, split, part)
    credits = {genre: each.credits for genre, each in sources.items()}
    return Pack(arrays, {"data": credits, "music": music})


def build_file(technique: str, sources: Mapping[str, Source], folder: Path, path: Path) -> Pack:
    """The same, written to a file."""
    pack = build_pack(sources, folder)
    write_pack(path, technique, pack)
    return pack
