"""A MusicXML score as a song, and what of it has no place there."""

from collections import Counter

from generation.music.document import MAX_TEXT
from generation.music.parsing import Parsed
from generation.music.song import Song, Track
from generation.music.upload_error import UploadError
from generation.sheets.bars import MAX_BARS, MAX_CELLS
from generation.sheets.packed import unpacked
from generation.sheets.repeats import played
from generation.sheets.score_bars import ScoreBar, Unrolled, Unrolling, Voice
from generation.sheets.score_instruments import PartTold, parts_told
from generation.sheets.score_parts import PartReading
from generation.sheets.xml_tree import Node, read_xml
from generation.wording import clipped

TIMEWISE, PARTWISE = "score-timewise", "score-partwise"
TOO_MANY = f"This score has more than {MAX_BARS:,} bars, or {MAX_CELLS:,} in all its parts."


def read_musicxml(data: bytes) -> Parsed:
    """The song in a score, compressed or not. Raises `UploadError`."""
    root = read_xml(unpacked(data) if data[:2] == b"PK" else data)
    if root.tag not in (TIMEWISE, PARTWISE):
        words = f"This XML file is no MusicXML score: it begins with <{clipped(root.tag, 40)}>."
        raise UploadError("not_music", words)
    told = parts_told(root)
    parts = _by_part(root) if root.tag == PARTWISE else _turned(root)
    counts: Counter[str] = Counter()
    bars = _bars(parts, told, counts)
    order = played([bar.turns for bar in bars])
    song = _song(Unrolling(counts).play(bars, order), list(parts), told)
    counts["makers"] = sum(1 for each in _identified(root, "creator") if each.text.strip())
    rights = next((each.text for each in _identified(root, "rights") if each.text.strip()), "")
    counts["copyright"] = int(bool(rights))
    title = root.said("work/work-title") or root.said("movement-title")
    counts.pop("", None)
    named = song.with_title(clipped(title, MAX_TEXT))
    return Parsed(named, dict(counts), clipped(rights, MAX_TEXT))


def _identified(root: Node, what: str) -> list[Node]:
    told = root.first("identification")
    return list(told.all(what)) if told else []


def _by_part(root: Node) -> dict[str, list[Node]]:
    return {part.get("id"): list(part.all("measure")) for part in root.all("part")}


def _turned(root: Node) -> dict[str, list[Node]]:
    """Measures of parts out of parts of measures."""
    parts: dict[str, list[Node]] = {}
    for measure in root.all("measure"):
        for part in measure.all("part"):
            parts.setdefault(part.get("id"), []).append(part)
    return parts


def _bars(
    parts: dict[str, list[Node]], told: dict[str, PartTold], counts: Counter[str]
) -> list[ScoreBar]:
    longest = max(map(len, parts.values()), default=0)
    if longest > MAX_BARS or sum(map(len, parts.values())) > MAX_CELLS:
        raise UploadError("too_long", TOO_MANY)
    bars = [ScoreBar() for _ in range(longest)]
    for place, (name, measures) in enumerate(parts.items()):
        reading = PartReading(place, told.get(name, PartTold("", {})), counts)
        for measure, bar in zip(measures, bars, strict=False):
            reading.measure(measure, bar)
    return bars


def _song(found: Unrolled, names: list[str], told: dict[str, PartTold]) -> Song:
    nobody = PartTold("", {})
    tracks = []
    for voice in sorted(found.notes, key=lambda voice: voice.part):
        part = told.get(names[voice.part], nobody)
        tracks.append(_track(voice, part, found))
    return Song(tuple(tracks), found.tempi, found.meters, chords=found.chords)


def _track(voice: Voice, part: PartTold, found: Unrolled) -> Track:
    return Track(
        tuple(found.notes[voice]),
        program=voice.program,
        drums=voice.drums,
        name=part.name,
        volume=part.volume,
        pan=part.pan,
    )
