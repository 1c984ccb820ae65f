"""What stands in a score and has no place in a song: counted by the names of `remarks.py`."""

from collections import Counter

from generation.sheets.xml_tree import Node

# Of what stands with a note.
NOTATIONS = {
    "articulations": "articulations",
    "slur": "slurs",
    "ornaments": "ornaments",
    "technical": "fingerings",
    "fermata": "articulations",
    "arpeggiate": "ornaments",
    "glissando": "ornaments",
    "slide": "ornaments",
}
# Of what stands over a bar.
DIRECTIONS = {
    "words": "marks",
    "rehearsal": "marks",
    "wedge": "hairpins",
    "pedal": "pedal_marks",
    "octave-shift": "",
    "segno": "jumps",
    "coda": "jumps",
}
JUMPS = ("dacapo", "dalsegno", "tocoda", "fine")
ELEMENTS = {"figured-bass": "marks", "grouping": ""}


def count_note(note: Node, counts: Counter[str]) -> None:
    counts["lyrics"] += sum(1 for _ in note.all("lyric"))
    for notations in note.all("notations"):
        for sign in notations.children:
            counts[NOTATIONS.get(sign.tag, "")] += _begins(sign)


def _begins(sign: Node) -> int:
    """A slur has two ends and counts once."""
    if sign.tag == "slur":
        return int(sign.get("type") == "start")
    return max(1, len(sign.children)) if sign.tag in ("articulations", "ornaments") else 1


def count_direction(direction: Node, counts: Counter[str]) -> None:
    for kind in direction.all("direction-type"):
        for sign in kind.children:
            ends = sign.get("type") == "stop"
            counts[DIRECTIONS.get(sign.tag, "")] += not ends
    sound = direction.first("sound")
    counts["jumps"] += sum(bool(sound.get(name)) for name in JUMPS) if sound else 0
