"""Fields of ABC notation: metre, unit, tempo and key."""

import re
from fractions import Fraction
from typing import NamedTuple

from generation.sheets.keys import LETTERS

# Sharps of the signature of C in each mode.
MODES = {"maj": 0, "ion": 0, "mix": -1, "dor": -2, "min": -3, "aeo": -3, "m": -3}
MODES |= {"phr": -4, "loc": -5, "lyd": 1, "": 0}
KEY = re.compile(r"([A-G])([#b]?)\s*([A-Za-z]*)")
ALONE = re.compile(r"(?<![\w=])([_^]{1,2}|=)([A-Ga-g])(?![\w=])")
SETTING = re.compile(r"(\w+)=(\"[^\"]*\"|\S+)")
FRACTION = re.compile(r"(\d{1,4})/(\d{1,4})")
TEMPO = re.compile(r"((?:\d{1,3}/\d{1,3}\s*)+)=\s*(\d{1,4}(?:\.\d+)?)")
PLAIN = re.compile(r"(?:C\d*\s*=)?\s*(\d{1,4})\s*$")
ACCIDENTALS = {"^": 1, "^^": 2, "_": -1, "__": -2, "=": 0}
HIGHLAND = {"F": 1, "C": 1}


class Key(NamedTuple):
    """What the signature does to letters, and by how many semitones a voice sounds elsewhere."""

    alters: dict[str, int]
    moved: int = 0


def read_key(text: str) -> Key:
    """Unknown words of it are passed over."""
    moved = moved_by(text)
    if text[:2] in ("HP", "Hp"):
        return Key(dict(HIGHLAND), moved)
    found = KEY.match(text)
    fifths = 0
    if found and not text.lower().startswith("clef"):
        letter, sign, mode = found.groups()
        fifths = LETTERS.index(letter) - 1 + {"#": 7, "b": -7, "": 0}[sign]
        fifths += MODES.get(mode.lower()[:3], 0) if mode != "m" else MODES["m"]
    alters = {letter: (fifths - LETTERS.index(letter) + 6) // 7 for letter in LETTERS}
    for sign, letter in ALONE.findall(text):
        alters[letter.upper()] = ACCIDENTALS[sign]
    return Key({letter: alter for letter, alter in alters.items() if alter}, moved)


def moved_by(text: str) -> int:
    """Semitones of `transpose=` and `octave=`."""
    told = settings_in(text)
    semitones = 0
    for name, each in (("transpose", 1), ("octave", 12)):
        value = told.get(name, "0")
        if re.fullmatch(r"[+-]?\d{1,2}", value):
            semitones += int(value) * each
    return semitones


def settings_in(text: str) -> dict[str, str]:
    return {name: value.strip('"') for name, value in SETTING.findall(text)}


def read_meter(text: str) -> tuple[int, int] | None:
    """None for free metre, and for one that songs cannot have."""
    text = text.strip()
    if text.startswith("C|"):
        return 2, 2
    if text.startswith("C"):
        return 4, 4
    over, _, under = text.replace("(", "").replace(")", "").partition("/")
    beats = [int(beat) for beat in re.findall(r"\d{1,3}", over)]
    below = re.match(r"\s*(\d{1,2})", under)
    if not beats or not below or int(below[1]) not in (1, 2, 4, 8, 16, 32, 64):
        return None
    return (sum(beats), int(below[1])) if 1 <= sum(beats) <= 64 else None


def read_unit(text: str) -> Fraction | None:
    """Of a whole note."""
    found = FRACTION.search(text)
    return Fraction(int(found[1]), int(found[2])) if found and int(found[2]) else None


def unit_of(meter: tuple[int, int]) -> Fraction:
    """Where none is said, the metre tells."""
    return Fraction(1, 16) if Fraction(*meter) < Fraction(3, 4) else Fraction(1, 8)


def read_tempo(text: str, unit: Fraction) -> float:
    """Quarters a minute; 0 for words alone."""
    if found := TEMPO.search(text):
        beats = [Fraction(int(a), int(b)) for a, b in FRACTION.findall(found[1]) if int(b)]
        return float(found[2]) * 4 * float(sum(beats))
    plain = PLAIN.search(re.sub(r'"[^"]*"', "", text))
    return int(plain[1]) * 4 * float(unit) if plain else 0.0
