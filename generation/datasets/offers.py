"""The music that networks can be trained on here: what ships with the repository, and what the
operator's folder of archives or packs holds beside it, with how much of it, whose, and under which
licence."""

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from generation.datasets.jsb import count_notes
from generation.datasets.kinds import ARRANGED, KINDS, Kind
from generation.training.packs import BadPack, read_description

SHIPPED = Path(__file__).parent / "packs"
SPLITS = ("train", "valid")
CHORALES = "jsb_chorales"  # the one archive without an index
CHORALE_QPM = 80
Stamp = tuple[tuple[str, int, int], ...]


class UnknownOffer(KeyError):
    """No music of that name is offered here."""


class Amount(NamedTuple):
    """Pieces, notes and hours."""

    pieces: int = 0
    notes: int = 0
    seconds: float = 0.0


@dataclass(frozen=True)
class Offer:
    """A kind of music that can be chosen for a training here."""

    name: str
    title: str
    description: str
    technique_genres: Mapping[str, str]  # technique -> the genre by which it knows this music
    tags: tuple[str, ...]
    pieces: int
    notes: int
    hours: float
    licences: tuple[str, ...]
    attribution: str
    tier: str  # A: may be shipped as weights, with attribution; own: ours
    shipped: bool


def offers(folder: Path | None = None) -> tuple[Offer, ...]:
    """All that can be trained on here; `folder` is the operator's, of archives or packs, or the
    file of one pack. What is shipped comes first."""
    return _offers(folder, stamp(folder))


def find_offer(name: str, folder: Path | None = None) -> Offer:
    """Raises `UnknownOffer`."""
    for offer in offers(folder):
        if offer.name == name:
            return offer
    raise UnknownOffer(name)


def pack_path(offer: Offer, technique: str, folder: Path | None = None) -> Path | None:
    """What a training of a technique is given as its data: a pack, or the folder of archives. None
    where this music is not here for it."""
    genre = offer.technique_genres.get(technique)
    if genre is None:
        return None
    if offer.shipped:
        path = SHIPPED / f"{offer.name}-{technique}.pack"
        return path if path.is_file() else None
    return find_pack(technique, genre, folder) or find_archives(
        find_kind(offer.name), technique, folder
    )


def find_kind(name: str) -> Kind:
    return next(kind for kind in KINDS if kind.name == name)


def find_pack(technique: str, genre: str, folder: Path | None) -> Path | None:
    """A pack of the operator's that holds a genre for a technique."""
    return next(
        (path for path in list_packs(folder) if (technique, genre) in read_genres(path)), None
    )


def list_packs(folder: Path | None) -> list[Path]:
    if folder is None:
        return []
    return [folder] if folder.is_file() else sorted(folder.glob("*.pack"))


def read_genres(path: Path) -> frozenset[tuple[str, str]]:
    """(technique, genre) of a pack; nothing of a file that is none."""
    return frozenset(read_told(path, *stamp_file(path)[1:]))


@lru_cache
def read_told(path: Path, modified: int, size: int) -> dict[tuple[str, str], Amount]:
    """How much a pack holds of each genre; read again when the file has changed."""
    try:
        described = read_description(path)
    except (BadPack, OSError):
        return {}
    technique = described["technique"]
    return {
        (technique, genre): count_genre(described, genre) for genre in described.get("data", ())
    }


def count_genre(described: Mapping[str, Any], genre: str) -> Amount:
    """As the pack tells it; nothing of packs of before, which do not."""
    parts = described.get("music", {}).get(genre, {}).values()
    seconds = described.get("seconds", {}).get(genre, 0.0)
    return add_up(Amount(**part) for part in parts)._replace(seconds=seconds)


def find_archives(kind: Kind, technique: str, folder: Path | None) -> Path | None:
    """The folder, if it holds all archives that a technique reads of a kind of music."""
    if folder is None or not folder.is_dir():
        return None
    wanted = kind.archives.get(technique, ())
    there = all((folder / f"{name}.zip").is_file() for name in wanted)
    return folder if wanted and there else None


def stamp(folder: Path | None) -> Stamp:
    """What a folder holds, and since when: counts are kept as long as it stays."""
    if folder is None or not folder.exists():
        return ()
    paths = [folder] if folder.is_file() else [*folder.glob("*.zip"), *folder.glob("*.pack")]
    return tuple(sorted(map(stamp_file, paths)))


def stamp_file(path: Path) -> tuple[str, int, int]:
    told = path.stat()
    return path.name, told.st_mtime_ns, told.st_size


@lru_cache(maxsize=8)
def _offers(folder: Path | None, known: Stamp) -> tuple[Offer, ...]:
    found = [offer_shipped(), *(offer_kind(kind, folder) for kind in KINDS)]
    return tuple(offer for offer in found if offer is not None and offer.technique_genres)


def offer_shipped() -> Offer:
    """Our own small pack: counted for the technique that learns from most of it."""
    there = {
        technique: genre
        for technique, genre in ARRANGED.genres.items()
        if (SHIPPED / f"{ARRANGED.name}-{technique}.pack").is_file()
    }
    paths = [SHIPPED / f"{ARRANGED.name}-{technique}.pack" for technique in there]
    told = chain.from_iterable(read_told(path, *stamp_file(path)[1:]).values() for path in paths)
    return make_offer(ARRANGED, there, max(told, default=Amount()), shipped=True)


def offer_kind(kind: Kind, folder: Path | None) -> Offer | None:
    """What of a kind of music is in the operator's folder."""
    there = {
        technique: genre
        for technique, genre in kind.genres.items()
        if find_pack(technique, genre, folder) or find_archives(kind, technique, folder)
    }
    if not there or folder is None:
        return None
    archives = dict.fromkeys(chain.from_iterable(kind.archives[technique] for technique in there))
    counted = [read_amount(folder / f"{name}.zip") for name in archives]
    whole = add_up(counted)
    if whole.pieces:
        return make_offer(kind, there, whole)
    told = (count_pack(technique, genre, folder) for technique, genre in there.items())
    return make_offer(kind, there, max(told))


def count_pack(technique: str, genre: str, folder: Path) -> Amount:
    path = find_pack(technique, genre, folder)
    return read_told(path, *stamp_file(path)[1:])[technique, genre] if path else Amount()


def make_offer(
    kind: Kind, genres: Mapping[str, str], amount: Amount, *, shipped: bool = False
) -> Offer:
    credits = kind.credits
    return Offer(
        kind.name,
        kind.title,
        kind.description,
        MappingProxyType(dict(genres)),
        kind.tags,
        amount.pieces,
        amount.notes,
        round(amount.seconds / 3600, 2),
        tuple(dict.fromkeys(credit["licence"] for credit in credits)),
        "; ".join(dict.fromkeys(credit["attribution"] for credit in credits)),
        kind.tier,
        shipped,
    )


def add_up(amounts: Iterable[Amount]) -> Amount:
    known = list(amounts)
    pieces, notes = sum(each.pieces for each in known), sum(each.notes for each in known)
    return Amount(pieces, notes, sum(each.seconds for each in known))


def read_amount(path: Path) -> Amount:
    """What of an archive is learnt from and judged by; nothing where it is not there."""
    return count_archive(path, *stamp_file(path)[1:]) if path.is_file() else Amount()


@lru_cache
def count_archive(path: Path, modified: int, size: int) -> Amount:
    try:
        with zipfile.ZipFile(path) as archive:
            if path.stem == CHORALES:
                return count_chorales(archive)
            rows = csv.DictReader(io.StringIO(archive.read("index.csv").decode()))
            return add_up(
                Amount(1, int(row["notes"]), float(row["seconds"]))
                for row in rows
                if row["split"] in SPLITS
            )
    except (zipfile.BadZipFile, KeyError, ValueError):
        return Amount()


def count_chorales(archive: zipfile.ZipFile) -> Amount:
    splits = json.loads(archive.read("Jsb16thSeparated.json"))
    return add_up(map(count_chorale, chain.from_iterable(splits[split] for split in SPLITS)))


def count_chorale(frames: list[list[int]]) -> Amount:
    return Amount(1, count_notes(frames), len(frames) / 4 * 60 / CHORALE_QPM)
