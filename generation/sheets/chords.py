"""Chord symbols as MusicXML has them: root, kind, bass."""

import re

from generation.music.chord_symbols import LETTER, NO_CHORD, read_symbol
from generation.sheets.keys import NATURAL

# Its names for our kinds, and how they are printed.
WRITTEN = {
    "": "major",
    "m": "minor",
    "7": "dominant",
    "m7": "minor-seventh",
    "maj7": "major-seventh",
    "m7b5": "half-diminished",
    "dim": "diminished",
    "dim7": "diminished-seventh",
    "aug": "augmented",
    "sus4": "suspended-fourth",
}
KINDS = {name: kind for kind, name in WRITTEN.items()}
# The nearest kind of ours to others of its names.
NEAREST = {
    "augmented-seventh": "7",
    "augmented-ninth": "7",
    "minor-major": "m",
    "major-sixth": "",
    "minor-sixth": "m",
    "dominant-ninth": "7",
    "major-ninth": "maj7",
    "minor-ninth": "m7",
    "dominant-11th": "7",
    "major-11th": "maj7",
    "minor-11th": "m7",
    "dominant-13th": "7",
    "major-13th": "maj7",
    "minor-13th": "m7",
    "suspended-second": "sus4",
    "power": "",
    "pedal": "",
}
ALTERS = {"#": 1, "b": -1}
SIGNS = {1: "#", -1: "b", 0: ""}


def harmony_xml(symbol: str, offset: int) -> str:
    """A chord over the bar, so many ticks after what is written next."""
    after = f"<offset>{offset}</offset>" if offset else ""
    if symbol == NO_CHORD:
        root = "<root><root-step>C</root-step></root>"
        return f'<harmony>{root}<kind text="N.C.">none</kind>{after}</harmony>'
    chord = read_symbol(symbol)
    assert chord is not None  # noqa: S101  only N.C. is none
    over = symbol.partition("/")
    root, kind = _letter(over[0]), chord.kind
    bass = f"<bass>{_step('bass', over[2])}</bass>" if over[2] else ""
    said = f'<kind text="{kind}">{WRITTEN[kind]}</kind>' if kind else "<kind>major</kind>"
    return f"<harmony><root>{_step('root', root)}</root>{said}{bass}{after}</harmony>"


def _letter(text: str) -> str:
    return text[:2] if text[1:2] in ALTERS else text[:1]


def _step(what: str, name: str) -> str:
    alter = ALTERS.get(name[1:2], 0)
    altered = f"<{what}-alter>{alter}</{what}-alter>" if alter else ""
    return f"<{what}-step>{name[0]}</{what}-step>{altered}"


def symbol_of(root: str, kind: str, bass: str) -> tuple[str, bool]:
    """Our symbol for a chord of a file, and whether it says less than the file did."""
    if kind == "none":
        return NO_CHORD, False
    simpler = kind not in KINDS
    ours = KINDS.get(kind, NEAREST.get(kind, ""))
    return root + ours + (f"/{bass}" if bass and bass != root else ""), simpler


def is_letter(name: str) -> bool:
    return len(name) in (1, 2) and name[0] in NATURAL and name[1:] in ("", "#", "b")


MINOR, MAJOR = re.compile(r"(minor|min|mi|-)"), re.compile(r"(major|maj|ma|M|j|Δ)")
SPOKEN = {
    **{"maj": "", "6": "", "add9": "", "5": "", "2": "", "69": "", "m6": "m", "mmaj": "m"},
    **{"o": "dim", "°": "dim", "o7": "dim7", "°7": "dim7", "ø": "m7b5", "ø7": "m7b5"},
    **{"+": "aug", "sus": "sus4", "sus2": "sus4", "7sus4": "7", "dom7": "7", "h7": "m7b5"},
    **{"9": "7", "11": "7", "13": "7", "m9": "m7", "m11": "m7", "m13": "m7"},
    **{"maj9": "maj7", "maj11": "maj7", "maj13": "maj7"},
}
SPOKEN_CHORD = re.compile(rf"\(?({LETTER})([^/()\s]*)(?:/({LETTER}))?\)?")


def nearest_symbol(text: str) -> str | None:
    """Our symbol for a chord as people write it; None for what is no chord."""
    if text.upper() in ("N.C.", "NC", "N.C"):
        return NO_CHORD
    found = SPOKEN_CHORD.fullmatch(text)
    if not found:
        return None
    root, kind, bass = found.groups()
    plain = MAJOR.sub("maj", MINOR.sub("m", kind, count=1), count=1)
    ours = plain if plain in WRITTEN else SPOKEN.get(plain, _beginning(plain))
    return None if ours is None else root + ours + (f"/{bass}" if bass and bass != root else "")


def _beginning(kind: str) -> str | None:
    """The longest kind that it begins with: `7#9` is a `7`."""
    known = {**{name: name for name in WRITTEN if name}, **SPOKEN}
    fits = [name for name in known if name and kind.startswith(name)]
    return known[max(fits, key=len)] if fits else None
