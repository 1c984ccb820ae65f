"""What a model sounds like, before anybody asks it: a few seconds that it once made, beside its
weights."""

import json
from pathlib import Path

from generation import catalogue
from generation.catalogue import Card
from generation.music.document import to_document
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
