"""The seal of hidden melodies: a digest that everybody has beforehand, and at the end the very
bytes that it is of."""

import hashlib
import secrets
from typing import Any, NamedTuple

from generation.models import packed, unpacked
from generation.music.document import to_document
from generation.music.song import Song

FORMAT = "chartbusters-hidden-melodies"
SALT_BYTES = 32  # without it who guesses a melody could make sure
SEED_BELOW = 2**32


class Sealed(NamedTuple):
    """`kept` is for the row; `digest` the SHA-256 of the bytes that come of it again."""

    seed: int
    kept: bytes
    digest: str


def seal(melodies: list[tuple[str, Song]]) -> Sealed:
    """Draws the seed of all takes, and closes it in with the melodies."""
    seed = secrets.randbelow(SEED_BELOW)
    content: dict[str, Any] = {
        "format": FORMAT,
        "version": 1,
        "salt": secrets.token_hex(SALT_BYTES),
        "seed": seed,
        "melodies": [
            {"number": number, "title": title, "song": to_document(song)}
            for number, (title, song) in enumerate(melodies, 1)
        ],
    }
    kept = packed(content)
    return Sealed(seed, kept, hashlib.sha256(unpacked(kept)).hexdigest())


def opened(kept: bytes) -> bytes:
    """What the digest is of."""
    return unpacked(kept)
