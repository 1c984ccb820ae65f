"""What a model sounds like, before anybody asks it: a few seconds that it once made, and what it
was asked with beside what it answered, all beside its weights."""

import json
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from generation import catalogue
from generation.catalogue import Card
from generation.music.document import from_document, to_document
from generation.music.song import Song
from generation.written_json import WrittenJSON


def example_path(card: Card) -> Path:
    return catalogue.CHECKPOINTS / "examples" / f"{card.name}.json"


def write_example(card: Card, song: Song) -> Path:
    """Keeps `song` as the example of these weights."""
    path = example_path(card)
    content = {"weights": card.digest, "document": to_document(song)}
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(content, separators=(",", ":")) + "\n")
    return path


def read_example(card: Card) -> WrittenJSON | None:
    """The document; None where there is no example, or one of other weights than are installed."""
    path = example_path(card)
    if not path.exists():
        return None
    content = json.loads(path.read_text())
    if not card.is_meant_by(content["weights"]):
        return None
    return WrittenJSON(json.dumps(content["document"]).encode())


def has_example(card: Card) -> bool:
    return read_example(card) is not None


class Pair(NamedTuple):
    """Music before a model was asked and after it: `words` says what was asked for."""

    title: str
    words: str
    before: Song
    after: Song


def pairs_path(card: Card) -> Path:
    return catalogue.CHECKPOINTS / "examples" / "pairs" / f"{card.name}.json"


def write_pairs(card: Card, pairs: Sequence[Pair]) -> Path:
    """Keeps them as those of these weights."""
    path = pairs_path(card)
    told = [
        {
            "title": pair.title,
            "words": pair.words,
            "before": to_document(pair.before),
            "after": to_document(pair.after),
        }
        for pair in pairs
    ]
    path.parent.mkdir(exist_ok=True, parents=True)
    content = {"weights": card.digest, "pairs": told}
    path.write_text(json.dumps(content, separators=(",", ":"), ensure_ascii=False) + "\n")
    return path


def read_pairs(card: Card) -> tuple[Pair, ...]:
    """In their order; none where there are none, or those of other weights than are installed."""
    path = pairs_path(card)
    if not path.exists():
        return ()
    digest, pairs = _pairs(path, path.stat().st_mtime_ns)
    return pairs if card.is_meant_by(digest) else ()


@lru_cache(maxsize=64)
def _pairs(path: Path, _changed: int) -> tuple[str, tuple[Pair, ...]]:
    content = json.loads(path.read_text())
    return content["weights"], tuple(map(_pair, content["pairs"]))


def _pair(told: dict[str, Any]) -> Pair:
    before, after = (from_document(told[part]) for part in ("before", "after"))
    return Pair(told["title"], told["words"], before, after)
