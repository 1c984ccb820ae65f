"""What is known of packs: whose music, how much of it, under which licence, and their digests."""

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from generation.training.counting import Amount
from generation.training.packs import read_description

SPLITS = ("train", "valid")


class Listed(NamedTuple):
    """One kind of music in one pack."""

    file: str
    technique: str
    genre: str
    amount: Amount | None  # None of packs of before, which do not tell
    licences: tuple[str, ...]
    attributions: tuple[str, ...]
    digest: str  # of the file


def list_packs(paths: Iterable[Path]) -> list[Listed]:
    """All packs among some files and folders. Raises `BadPack` for a file that is none."""
    found: list[Listed] = []
    for path in paths:
        packs = sorted(path.glob("*.pack")) if path.is_dir() else [path]
        for pack in packs:
            found += list_pack(pack)
    return found


def list_pack(path: Path) -> list[Listed]:
    described = read_description(path)
    digest = hash_file(path)
    return [
        Listed(
            path.name,
            described["technique"],
            genre,
            count(described, genre),
            collect(credits, "licence"),
            collect(credits, "attribution"),
            digest,
        )
        for genre, credits in described.get("data", {}).items()
    ]


def count(described: Mapping[str, Any], genre: str) -> Amount | None:
    parts = described.get("music", {}).get(genre)
    if not parts:
        return None
    amounts = [Amount(**parts[split]) for split in SPLITS if split in parts]
    return Amount(sum(each.pieces for each in amounts), sum(each.notes for each in amounts))


def collect(credits: Iterable[Mapping[str, str]], name: str) -> tuple[str, ...]:
    """Each once, in the order in which they are named."""
    return tuple(dict.fromkeys(credit[name] for credit in credits))


def hash_file(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def format_packs(packs: Iterable[Listed]) -> str:
    """For people: a line a kind of music, and its licences and credits below."""
    return "\n".join(map(format_pack, packs))


def format_pack(pack: Listed) -> str:
    amount = f"{pack.amount.pieces:,} pieces, {pack.amount.notes:,} notes" if pack.amount else ""
    lines = [
        f"{pack.file}  {pack.technique}  {pack.genre}  {amount}".rstrip(),
        f"    licence: {'; '.join(pack.licences)}",
        f"    by: {'; '.join(pack.attributions)}",
        f"    SHA-256: {pack.digest}",
    ]
    return "\n".join(lines)
