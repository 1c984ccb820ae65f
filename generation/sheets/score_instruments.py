"""Who plays in a score: programs, drums, volume and pan of each part."""

from typing import NamedTuple

from generation.music.document import MAX_TEXT, MAX_TRACKS
from generation.music.upload_error import UploadError
from generation.sheets.drumkit import POSITIONS
from generation.sheets.xml_tree import Node
from generation.wording import clipped

DRUM_CHANNEL = 10
SNARE = 38
# What stands at a place of the staff, for strokes whose drum has no number.
AT_PLACE = {(place.step, place.octave): pitch for pitch, place in reversed(POSITIONS.items())}


class Instrument(NamedTuple):
    program: int = 0
    drums: bool = False
    unpitched: int | None = None


class PartTold(NamedTuple):
    """What the list of parts says of one; the first instrument plays where a note names none."""

    name: str
    instruments: dict[str, Instrument]
    volume: int = 100
    pan: int = 64

    def plays(self, name: str) -> Instrument:
        first = next(iter(self.instruments.values()), Instrument())
        return self.instruments.get(name, first)


def parts_told(root: Node) -> dict[str, PartTold]:
    """By the id of each part."""
    listed = root.first("part-list")
    parts = {each.get("id"): _part(each) for each in listed.all("score-part")} if listed else {}
    if len(parts) > MAX_TRACKS:
        words = f"This score has {len(parts):,} parts; the limit is {MAX_TRACKS}."
        raise UploadError("too_many_tracks", words)
    return parts


def _part(told: Node) -> PartTold:
    midi = list(told.all("midi-instrument"))
    found = {each.get("id"): _instrument(each) for each in midi}
    name = clipped(told.said("part-name"), MAX_TEXT)
    first = midi[0] if midi else Node("", {})
    volume = round(first.number("volume", 100 / 127 * 100) * 127 / 100)
    pan = round(first.number("pan") * 64 / 90) + 64
    return PartTold(name, found, min(max(volume, 0), 127), min(max(pan, 0), 127))


def _instrument(told: Node) -> Instrument:
    program = round(told.number("midi-program", 1)) - 1
    unpitched = round(told.number("midi-unpitched", 0)) - 1
    drums = told.number("midi-channel") == DRUM_CHANNEL or 0 <= unpitched <= 127
    return Instrument(
        min(max(program, 0), 127), drums, unpitched if 0 <= unpitched <= 127 else None
    )


def drum_at(step: str, octave: int) -> int:
    return AT_PLACE.get((step, octave), SNARE)
