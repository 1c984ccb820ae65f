"""What kind of music a file seems to be, by its first bytes."""

import codecs
import re

from generation.music.document import MAX_UPLOAD_BYTES

MIDI, MUSICXML, ABC = "midi", "musicxml", "abc"
NAMES = {MIDI: "MIDI", MUSICXML: "MusicXML", ABC: "ABC"}
MAX_SCORE_BYTES = 2_400_000  # scores say much about each note; compressed they are a tenth
MOST = {MIDI: MAX_UPLOAD_BYTES, MUSICXML: MAX_SCORE_BYTES, ABC: MAX_UPLOAD_BYTES}
MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
XML = re.compile(rb"\s*<(?!!doctype html|html)", re.IGNORECASE)
ARCHIVE = b"PK\x03\x04"
NUMBER, KEY = re.compile(rb"(?m)^X:\s*\d"), re.compile(rb"(?m)^K:")
SEARCHED = 200_000  # bytes: tune books begin with words


def kind_of(data: bytes) -> str:
    """One of the kinds above; what seems to be none is taken for MIDI, which says why it is not."""
    if data.startswith(b"MThd"):
        return MIDI
    if data.startswith((ARCHIVE, *MARKS[1:])):
        return MUSICXML
    text = data.removeprefix(MARKS[0])
    if XML.match(text[:200]):
        return MUSICXML
    head = text[:SEARCHED]
    return ABC if NUMBER.search(head) and KEY.search(head) else MIDI
