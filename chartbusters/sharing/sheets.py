"""Pictures of rows of pixels, on which notes are drawn."""

import io
import struct
import zlib
from dataclasses import dataclass, field

from PIL import Image

Colour = bytes  # red, green, blue
NIGHT = bytes.fromhex("11171a")
PAPER = bytes.fromhex("f0efe8")
SOFT = bytes.fromhex("a9b5ba")


@dataclass(frozen=True)
class Sheet:
    """Rows of red, green and blue bytes, and how much of their edges stays free of notes."""

    width: int
    height: int
    margin: int
    rows: list[bytearray] = field(default_factory=list)

    def __post_init__(self) -> None:
        if not self.rows:
            self.rows.extend(bytearray(NIGHT * self.width) for _ in range(self.height))

    def fill(self, x: int, right: int, y: int, thick: int, colour: bytes) -> None:
        stripe = colour * (right - x)
        for row in self.rows[y : y + thick]:
            row[3 * x : 3 * right] = stripe

    def image(self) -> Image.Image:
        """The same, for words to be written on it."""
        return Image.frombytes("RGB", (self.width, self.height), b"".join(self.rows))

    def png(self) -> bytes:
        """PNG (ISO/IEC 15948)."""
        header = struct.pack(">IIBBBBB", self.width, self.height, 8, 2, 0, 0, 0)
        pixels = zlib.compress(b"".join(b"\0" + row for row in self.rows), 6)
        return (
            b"\x89PNG\r\n\x1a\n"
            + _chunk(b"IHDR", header)
            + _chunk(b"IDAT", pixels)
            + _chunk(b"IEND", b"")
        )


def png_of(image: Image.Image) -> bytes:
    file = io.BytesIO()
    image.save(file, "PNG", compress_level=6)
    return file.getvalue()


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
