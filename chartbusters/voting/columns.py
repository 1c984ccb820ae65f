"""Votes packed into columns, and back: how a sealed block of them lies in the database."""

import zlib
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from operator import itemgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

Columns = dict[str, NDArray[Any]]  # all of one length, by the names of FIELDS

# Little end first, whatever the machine. Entries stand by the numbers by which they are known in
# their challenge, -1 for one that is not of it; voters by their keys.
FIELDS = {
    "key": "<i8",
    "a": "<i4",
    "b": "<i4",
    "outcome": "u1",
    "voter": "<i8",
    "first": "i1",
    "cast_ms": "<i8",
    "waited_ms": "<i4",
    "network": "<i8",  # 0 where it is not known
}
GROWING = ("key", "cast_ms")  # packed as steps, which are small
OUTCOMES = ("a", "b", "tie", "bad")
SHARES = np.array([1.0, 0.0, 0.5, np.nan])  # of side A, by outcome
SIDES = {"a": 1, "b": -1, "": 0}
LONGEST_WAIT = 2**31 - 1
FORMAT = b"\1"


def packed(columns: Columns) -> bytes:
    parts = [_steps(name, columns[name]).astype(kind).tobytes() for name, kind in FIELDS.items()]
    return FORMAT + zlib.compress(b"".join(parts), 1)


def unpacked(data: bytes, rows: int) -> Columns:
    """Raises `ValueError` for what was not packed by this code, or is not whole."""
    if data[:1] != FORMAT:
        raise ValueError(f"A block of votes of the unknown format {data[:1]!r}.")
    text, columns, at = zlib.decompress(data[1:]), {}, 0
    for name, kind in FIELDS.items():
        column = np.frombuffer(text, kind, rows, at)
        at += column.nbytes
        columns[name] = np.cumsum(column) if name in GROWING else column
    if at != len(text):
        raise ValueError("A block of votes holds more than its rows.")
    return columns


def _steps(name: str, column: NDArray[Any]) -> NDArray[Any]:
    return np.diff(column, prepend=0) if name in GROWING else column


def columns_of(rows: Sequence[tuple[Any, ...]], numbers: dict[Any, int]) -> Columns:
    """`rows` are (key, entry a, entry b, outcome, voter, first side, cast, issued, network);
    `numbers` says by which number an entry of the challenge is known."""
    key, a, b, outcome, voter, first, cast, issued, network = (
        zip(*rows, strict=True) if rows else ((),) * 9
    )
    cast_ms, issued_ms = _milliseconds(cast), _milliseconds(issued)
    values = {
        "key": key,
        "a": [numbers.get(entry, -1) for entry in a],
        "b": [numbers.get(entry, -1) for entry in b],
        "outcome": [OUTCOMES.index(word) for word in outcome],
        "voter": voter,
        "first": [SIDES[side] for side in first],
        "cast_ms": cast_ms,
        "waited_ms": np.clip(cast_ms - issued_ms, 0, LONGEST_WAIT),
        "network": [_network(sealed) for sealed in network],
    }
    return {name: np.asarray(values[name], kind) for name, kind in FIELDS.items()}


def joined(parts: Sequence[Columns]) -> Columns:
    return {name: np.concatenate(list(map(itemgetter(name), parts))) for name in FIELDS}


def _milliseconds(times: Iterable[Any]) -> NDArray[np.int64]:
    return np.array([round(time.timestamp() * 1000) for time in times], np.int64)


def _network(sealed: str) -> int:
    """A number for a sealed network: equal ones have equal numbers, and nothing more is asked."""
    if not sealed:
        return 0
    digest = blake2b(sealed.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "little", signed=True) or 1
