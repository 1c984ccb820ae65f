"""Files of a few events, as strangers send them, and what is said of those that are refused."""

import pytest

from generation.music.upload import UploadError, read_upload

HEADER = b"MThd\0\0\0\6\0\1\0\1\1\xe0"


def midi(*events: bytes, header: bytes = HEADER) -> bytes:
    """A file of one track with these events."""
    body = b"".join(events) + b"\0\xff\x2f\0"
    return header + b"MTrk" + len(body).to_bytes(4) + body


NOTE = b"\0\x90\x3c\x40\x60\x80\x3c\x40"  # C4 for 96 ticks


def refusal(data: bytes) -> str:
    with pytest.raises(UploadError) as error:
        read_upload(data)
    assert error.value.message.endswith("Nothing was changed.")
    return error.value.code
