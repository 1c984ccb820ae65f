"""From the data pack's archives to one packed data set a technique. Add a genre: one line in
`PACKERS`."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from generation.codecs.chorale import pack_chorales
from generation.datasets.jsb import JSB, chorales_of
from generation.techniques.gan import bach, pop
from generation.techniques.gan.card import CARDS
from generation.techniques.gan.corpus import pack_corpus
from generation.techniques.transformer.card import TIER_A
from generation.techniques.transformer.corpora import CORPORA, works_of
from generation.techniques.transformer.packing import pack_works, to_arrays
from generation.training.packs import Arrays, Pack, in_part, write_pack

SPLITS = ("train", "valid")
Packer = Callable[[Path, str], Arrays]  # (folder of the data pack, split)


def pack_scores(folder: Path, split: str) -> Arrays:
    """All corpora of tier A."""
    works = [works_of(folder, corpus, split) for corpus in CORPORA]
    return to_arrays(pack_works(works, [corpus.share for corpus in CORPORA.values()]))


def pack_jsb(folder: Path, split: str) -> Arrays:
    return pack_chorales(chorales_of(folder, split))


PACKERS: Mapping[str, Mapping[str, Packer]] = {
    "gan": {
        "bach": lambda folder, split: pack_corpus(bach.corpus(folder, split)),
        "pop": lambda folder, split: pack_corpus(pop.corpus(folder, split)),
    },
    "arcnn": {"bach": pack_jsb},
    "transformer": {"any": pack_scores, "chorales": pack_jsb},
}
DATA: Mapping[str, Mapping[str, list[dict[str, str]]]] = {
    "gan": {genre: card["data"] for genre, card in CARDS.items()},
    "arcnn": {"bach": [JSB]},
    "transformer": {"any": TIER_A, "chorales": [JSB]},
}


def build_pack(technique: str, folder: Path, genres: tuple[str, ...] = ()) -> Pack:
    """Reads the archives of a technique: of some genres, or of all. Raises OSError where one is
    missing."""
    chosen = genres or tuple(PACKERS[technique])
    arrays: Arrays = {}
    for genre in chosen:
        for split in SPLITS:
            arrays |= in_part(genre, split, PACKERS[technique][genre](folder, split))
    description: dict[str, Any] = {"data": {genre: DATA[technique][genre] for genre in chosen}}
    return Pack(arrays, description)


def build_file(technique: str, folder: Path, path: Path, genres: tuple[str, ...] = ()) -> Pack:
    """The same, written to a file."""
    pack = build_pack(technique, folder, genres)
    write_pack(path, technique, pack)
    return pack
