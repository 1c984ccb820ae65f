"""MIDI in a RIFF envelope (.rmi), as Windows programs once saved it, is taken out of it."""

from generation.music.document import MAX_UPLOAD_BYTES
from generation.music.upload_error import UploadError


def unwrapped(data: bytes) -> bytes:
    """The MIDI file in an envelope; any other bytes as they are. Raises `UploadError`."""
    if data[:4] != b"RIFF" or data[8:12] != b"RMID" or len(data) > MAX_UPLOAD_BYTES:
        return data
    at = 12
    while at + 8 <= len(data):
        start = at + 8
        size = int.from_bytes(data[at + 4 : start], "little")
        if data[at : at + 4] == b"data" and start + size <= len(data):
            return data[start : start + size]
        at = start + size + size % 2  # parts of an odd length are filled up
    raise UploadError(
        "not_midi",
        "This is MIDI in a damaged RIFF envelope (.rmi). Save it as a standard MIDI file (.mid).",
    )
