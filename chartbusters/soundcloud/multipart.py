"""A form with a file, read from the disk while it is sent: recordings are tens of megabytes."""

import uuid
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from urllib3.filepost import encode_multipart_formdata

CHUNK = 65_536


class FileForm:
    """The body of a POST: its length is known, and it is read once."""

    def __init__(self, fields: Mapping[str, str], name: str, file: Path, content_type: str) -> None:
        mark = uuid.uuid4().hex.encode()
        parts: dict[str, Any] = {**fields, name: (file.name, mark, content_type)}
        body, self.content_type = encode_multipart_formdata(parts)
        self.head, _, self.tail = body.partition(mark)
        self.file = file
        self.pieces = self._pieces()
        self.length = len(self.head) + file.stat().st_size + len(self.tail)

    def __len__(self) -> int:
        return self.length

    def __iter__(self) -> Iterator[bytes]:
        return self.pieces

    def read(self, size: int = -1) -> bytes:
        """The next piece, of whatever size; nothing at the end."""
        return next(self.pieces, b"")

    def _pieces(self) -> Iterator[bytes]:
        yield self.head
        with self.file.open("rb") as file:
            yield from _chunks(file)
        yield self.tail


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    while chunk := file.read(CHUNK):
        yield chunk
