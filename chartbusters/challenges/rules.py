"""What an entry must be: one rule a function, one registry. A new rule is a function and a line in
`RULES`."""

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from chartbusters.compositions.presets import presets
from generation.music.document import DENOMINATORS, MAX_NOTES, MAX_SECONDS, MAX_TRACKS
from generation.music.song import Song
from generation.music.sounding import heard, sounding_digest
from generation.techniques import TECHNIQUES

Value = int | str


@dataclass(frozen=True)
class Facts:
    """What rules look at: the song, and the techniques that its history names."""

    song: Song
    techniques: frozenset[str] = frozenset()


class Finding(NamedTuple):
    """One rule, and whether it is met. The message says what is there and, if need be, what
    to do."""

    code: str
    label: str
    met: bool
    message: str


class Rule(NamedTuple):
    """`label` has a place for the value; `found` gives whether it is met and what was found.

    `wants` says which values a song can meet, and `fits` whether one is among them.
    """

    label: str
    wants: str
    fits: Callable[[Any], bool]
    found: Callable[[Facts, Any], tuple[bool, str]]
    cure: str


# Bars are bounded by the length of a song alone: ten minutes of the shortest bars at the fastest
# tempo.
MOST_BARS = 20_000
LEAST_NOTES = 4  # fewer are no tune; a challenge may ask for more


def _title(technique: str) -> str:
    return TECHNIQUES[technique].title if technique in TECHNIQUES else technique


def _bars(facts: Facts) -> int:
    return len(facts.song.bar_starts())


def _sounding(facts: Facts) -> int:
    return sum(bool(track.notes) for track in facts.song.tracks)


def _minimum_bars(facts: Facts, value: int) -> tuple[bool, str]:
    return _bars(facts) >= value, f"Yours has {_bars(facts)}."


def _maximum_seconds(facts: Facts, value: int) -> tuple[bool, str]:
    return facts.song.seconds <= value, f"Yours lasts {facts.song.seconds:.0f} seconds."


def _minimum_tracks(facts: Facts, value: int) -> tuple[bool, str]:
    return _sounding(facts) >= value, f"Yours has {_sounding(facts)}."


def _minimum_notes(facts: Facts, value: int) -> tuple[bool, str]:
    return facts.song.note_count >= value, f"Yours has {facts.song.note_count}."


def _technique(facts: Facts, value: str) -> tuple[bool, str]:
    used = [_title(name) for name in sorted(facts.techniques)]
    return (
        value in facts.techniques,
        f"Yours used {', '.join(used)}." if used else "Yours used none.",
    )


def _meter(facts: Facts, value: str) -> tuple[bool, str]:
    meters = {f"{meter.numerator}/{meter.denominator}" for meter in facts.song.meters}
    return meters == {value}, f"Yours is in {', '.join(sorted(meters))}."


def _is_meter(value: object) -> bool:
    """Whether a song can be in this time: its lower figure is one that notes have."""
    found = re.fullmatch(r"([1-9]\d?)/([1-9]\d?)", value) if isinstance(value, str) else None
    return bool(found) and int(found[1]) <= 64 and int(found[2]) in DENOMINATORS  # type: ignore[index]


def _numbered(
    label: str, most: int, found: Callable[[Facts, int], tuple[bool, str]], cure: str
) -> Rule:
    """A rule whose value is a number that a song can have."""
    return Rule(
        label, f"a whole number from 1 to {most}", lambda value: _between(value, most), found, cure
    )


def _between(value: object, most: int) -> bool:
    return type(value) is int and 1 <= value <= most


RULES: dict[str, Rule] = {
    "minimum_bars": _numbered(
        "At least {} bars", MOST_BARS, _minimum_bars, "Add bars, or repeat a part."
    ),
    "maximum_seconds": _numbered(
        "At most {} seconds", MAX_SECONDS, _maximum_seconds, "Cut it, or make it faster."
    ),
    "minimum_tracks": _numbered(
        "At least {} tracks that sound",
        MAX_TRACKS,
        _minimum_tracks,
        "Let a model add a band, or add one.",
    ),
    "minimum_notes": _numbered("At least {} notes", MAX_NOTES, _minimum_notes, "Add notes."),
    "technique": Rule(
        "Made with {}",
        f"one of {', '.join(TECHNIQUES)}",
        lambda value: isinstance(value, str) and value in TECHNIQUES,
        _technique,
        "Open it in the studio and generate with it.",
    ),
    "meter": Rule(
        "In {} time",
        'a time such as "3/4", its lower figure 1, 2, 4, 8, 16, 32 or 64',
        _is_meter,
        _meter,
        "Begin with a melody or a MIDI file in this time.",
    ),
}


def find_faults(song: Song) -> list[Finding]:
    """Why this is no music of anybody's own, whatever the rules of a challenge: findings that are
    not met, or none."""
    count = len(heard(song).times)
    if count < LEAST_NOTES:
        message = (
            f"It has {count or 'none'}, those aside that are too quiet to hear. Add "
            "notes, or turn tracks up."
        )
        return [Finding("sounds", f"At least {LEAST_NOTES} notes that sound", False, message)]
    if title := _preset_sounds().get(sounding_digest(song)):
        message = (
            f"This is “{title}” as it is given to everybody, note for note. Change it, or "
            "let a model add to it."
        )
        return [Finding("own_music", "Something of your own", False, message)]
    return []


@cache
def _preset_sounds() -> dict[str, str]:
    return {sounding_digest(preset.song): preset.title for preset in presets()}


def rules_version(rules: list[dict[str, Any]] | None) -> str:
    """A short name by which the same rules are known again; empty where nobody knows them
    any more."""
    if rules is None:
        return ""
    return hashlib.sha256(
        json.dumps(rules, sort_keys=True, separators=(",", ":")).encode()
    ).hexdigest()[:12]


def rules_in_words(rules: list[dict[str, Any]]) -> list[str]:
    return [rule_label(row["rule"], row["value"]) for row in rules]


def rule_label(rule: str, value: Value) -> str:
    if (
        rule not in RULES
    ):  # kept by a challenge of long ago; it must not take the pages of all others with it
        return f"{rule.replace('_', ' ')}: {value}"
    return RULES[rule].label.format(_title(str(value)))


def find(rules: list[dict[str, Any]], facts: Facts) -> list[Finding]:
    """Every rule of a challenge looked at."""
    return [_finding(row["rule"], row["value"], facts) for row in rules]


def _finding(name: str, value: Value, facts: Facts) -> Finding:
    if name not in RULES:
        gone = "This rule cannot be checked any more. Please tell the organiser, who can change it."
        return Finding(name, rule_label(name, value), False, gone)
    rule = RULES[name]
    met, found = rule.found(facts, value)
    return Finding(name, rule_label(name, value), met, found if met else f"{found} {rule.cure}")


def rules_fault(value: object) -> str | None:
    """What is wrong with the rules as an organiser typed them; None when they can be used."""
    if not isinstance(value, list):
        return "Rules are a list."
    for row in value:
        if not isinstance(row, dict) or set(row) != {"rule", "value"}:
            return 'Each rule is {"rule": name, "value": figure or word}.'
        if not isinstance(row["rule"], str) or row["rule"] not in RULES:
            return f"There is no rule {row['rule']!r}; there are {', '.join(RULES)}."
        if not RULES[row["rule"]].fits(row["value"]):
            return (
                f"No song meets {row['rule']} {row['value']!r}: its value is "
                f"{RULES[row['rule']].wants}."
            )
    return _twice([row["rule"] for row in value])


def _twice(names: list[str]) -> str | None:
    """No song is in two times, and of two bounds one is idle; a technique may be asked for beside
    another."""
    again = sorted({name for name in names if names.count(name) > 1} - {"technique"})
    return f"The rule {again[0]} stands there twice; keep one of them." if again else None
