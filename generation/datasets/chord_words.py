"""Chords and keys as two corpora write them: kinds of MusicXML, and words of Harte et al. 2005."""

from generation.harmony.symbols import QUALITIES, Symbol
from generation.music.theory import Key

LETTERS = dict(zip("CDEFGAB", (0, 2, 4, 5, 7, 9, 11), strict=True))
SIGNS = {"#": 1, "b": -1}
KINDS = {
    **dict.fromkeys(("major", "major-sixth", "augmented", "power", "maj69"), "major"),
    **dict.fromkeys(("minor", "minor-sixth", "minor-major"), "minor"),
    **dict.fromkeys(
        (
            *("dominant", "dominant-ninth", "dominant-11th", "dominant-13th"),
            *("augmented-seventh", "augmented-ninth"),
        ),
        "dominant 7",
    ),
    **dict.fromkeys(("major-seventh", "major-ninth"), "major 7"),
    **dict.fromkeys(("minor-seventh", "minor-ninth", "minor-11th", "minor-13th"), "minor 7"),
    "half-diminished": "half-diminished",
    **dict.fromkeys(("diminished", "diminished-seventh"), "diminished"),
    "suspended-fourth": "suspended",
}
SHORTHANDS = {
    **dict.fromkeys(("maj", "maj6", "aug", "sus2"), "major"),
    **dict.fromkeys(("min", "min6", "minmaj7"), "minor"),
    "maj7": "major 7",
    "min7": "minor 7",
    "7": "dominant 7",
    "hdim7": "half-diminished",
    **dict.fromkeys(("dim", "dim7"), "diminished"),
    **dict.fromkeys(("sus4", "sus4(b7)"), "suspended"),
}
INTERVALS = {"3": 4, "b3": 3, "5": 7, "b7": 10, "7": 11}


def read_kind(root: int, kind: str, bass: int | None) -> Symbol | None:
    """Of MusicXML. A bass that is no tone of the chord is not told."""
    quality = KINDS.get(kind)
    return make_symbol(root, quality, root if bass is None else bass) if quality else None


def read_harte(word: str) -> Symbol | None:
    """A word as "F#:maj7/5"; None for "N", which says that there is no chord."""
    name, _, rest = word.partition(":")
    if name == "N":
        return None
    root = read_letter(name)
    shorthand, _, step = rest.partition("/")
    quality = SHORTHANDS.get(shorthand)
    above = 10 if step == "7" and shorthand in ("min7", "7") else INTERVALS.get(step, 0)
    return make_symbol(root, quality, (root + above) % 12) if quality else None


def read_letter(name: str) -> int:
    return (LETTERS[name[0]] + sum(SIGNS[sign] for sign in name[1:])) % 12


def read_key(word: str) -> Key:
    """A word as "Gb:maj"."""
    name, _, mode = word.partition(":")
    return Key(read_letter(name), "minor" if mode == "min" else "major")


def make_symbol(root: int, quality: str, bass: int) -> Symbol:
    return Symbol(root, quality, bass if (bass - root) % 12 in QUALITIES[quality] else root)
