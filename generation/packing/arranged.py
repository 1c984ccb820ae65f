"""The packs that ship with the repository: our arranger's settings, as each technique learns
them."""

from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from itertools import chain
from pathlib import Path
from typing import Any

from generation.datasets.arranged.settings import CREDITS, NAME, list_bands, list_choirs
from generation.datasets.offers import SHIPPED
from generation.music.song import Song
from generation.techniques import OWN
from generation.training.packing import SPLITS, Source, build_pack
from generation.training.packs import Arrays, Pack, write_pack

TITLE = "Arranged by rule"


@cache
def bands(split: str) -> list[Song]:
    return list_bands(split)


@cache
def choirs(split: str) -> list[Song]:
    return list_choirs(split)


def all_settings(split: str) -> list[Song]:
    return [*bands(split), *choirs(split)]


LEARNT: Mapping[str, Callable[[str], list[Song]]] = {
    "gan": bands,
    "arcnn": choirs,
    "transformer": all_settings,
}


def make_arranged(technique: str) -> Pack:
    """The pack of one technique; the same one every time."""
    songs = LEARNT[technique]
    own_songs: Any = import_module(f"generation.techniques.{technique}.own_songs")

    def read(_: Path, split: str) -> Arrays:
        arrays: Arrays = own_songs.pack_songs(songs(split))
        return arrays

    pack = build_pack({OWN: Source(read, CREDITS)}, Path())
    seconds = sum(song.seconds for song in chain.from_iterable(map(songs, SPLITS)))
    told = {"name": NAME, "title": TITLE, "seconds": {OWN: round(seconds)}}
    return pack._replace(description={**pack.description, **told})


def name_file(technique: str) -> str:
    return f"{NAME}-{technique}.pack"


def write_arranged(technique: str, folder: Path = SHIPPED) -> Path:
    path = folder / name_file(technique)
    write_pack(path, technique, make_arranged(technique))
    return path
