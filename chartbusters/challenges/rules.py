"""What an entry must be: one rule a function, one registry. A new rule is a function and a line in
`RULES`."""

import hashlib
import json
import re
from itertools import product
from typing import Any, NamedTuple

from chartbusters.challenges.rule_kinds import Choice, Facts, Figure, Rule, Value, numbered
from generation.music.document import DENOMINATORS, MAX_NOTES, MAX_SECONDS, MAX_TRACKS
from generation.music.theory import estimate_song_key
from generation.techniques import TECHNIQUES


class Finding(NamedTuple):
    """One rule, and whether it is met. The message says what is there and, if need be, what
    to do."""

    code: str
    label: str
    met: bool
    message: str


# Bars are bounded by the length of a song alone: ten minutes of the shortest bars at the fastest
# tempo.
MOST_BARS = 20_000
METERS = ["4/4", "3/4", "2/4", "2/2", "3/8", "5/4", "6/4", "5/8", "6/8", "7/8", "9/8", "12/8"]
TONICS = ["C", "D flat", "D", "E flat", "E", "F", "F sharp", "G", "A flat", "A", "B flat", "B"]
KEYS = [f"{tonic} {mode}" for mode, tonic in product(("major", "minor"), TONICS)]
ANY_TECHNIQUE = "any technique"
RUN_SHOWN = "Everybody can look at its training run once the result is told."


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


def _maximum_bars(facts: Facts, value: int) -> tuple[bool, str]:
    return _bars(facts) <= value, f"Yours has {_bars(facts)}."


def _minimum_seconds(facts: Facts, value: int) -> tuple[bool, str]:
    return facts.song.seconds >= value, f"Yours lasts {facts.song.seconds:.0f} seconds."


def _maximum_tracks(facts: Facts, value: int) -> tuple[bool, str]:
    return _sounding(facts) <= value, f"Yours has {_sounding(facts)}."


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


def _least_generated_share(facts: Facts, value: int) -> tuple[bool, str]:
    generated, notes = facts.generated, facts.song.note_count
    percent = 100 * generated // notes if notes else 0
    found = f"Of yours {generated:,} of {notes:,} notes are: {percent} percent."
    return bool(notes) and 100 * generated >= value * notes, found


def _trained_here(facts: Facts, value: str) -> tuple[bool, str]:
    own = [_title(name) for name in sorted(facts.trained)]
    if value in facts.trained or (value == ANY_TECHNIQUE and own):
        return True, f"Yours used a model of your own: {', '.join(own)}. {RUN_SHOWN}"
    had = f"Yours used one of {', '.join(own)}." if own else "Yours used none."
    return False, had


def _meter(facts: Facts, value: str) -> tuple[bool, str]:
    meters = {f"{meter.numerator}/{meter.denominator}" for meter in facts.song.meters}
    return meters == {value}, f"Yours is in {', '.join(sorted(meters))}."


def _is_meter(value: object) -> bool:
    """Whether a song can be in this time: its lower figure is one that notes have."""
    found = re.fullmatch(r"([1-9]\d?)/([1-9]\d?)", value) if isinstance(value, str) else None
    return bool(found) and int(found[1]) <= 64 and int(found[2]) in DENOMINATORS  # type: ignore[index]


def _key(facts: Facts, value: str) -> tuple[bool, str]:
    key = estimate_song_key(facts.song)
    if key is None:
        return False, "Yours is in no key that one could tell."
    name = f"{TONICS[key.tonic]} {key.mode}"
    return name == value, f"Yours sounds like {name}."


def _techniques() -> list[tuple[str, str]]:
    return [(name, technique.title) for name, technique in TECHNIQUES.items()]


def _listed(names: list[str]) -> list[tuple[str, str]]:
    return [(name, name) for name in names]


RULES: dict[str, Rule] = {
    "minimum_bars": numbered(
        "At least {} bars",
        Figure(MOST_BARS, "bars"),
        _minimum_bars,
        "Add bars, or repeat a part.",
    ),
    "maximum_bars": numbered(
        "At most {} bars", Figure(MOST_BARS, "bars"), _maximum_bars, "Take bars out."
    ),
    "minimum_seconds": numbered(
        "At least {} seconds",
        Figure(MAX_SECONDS, "seconds"),
        _minimum_seconds,
        "Add bars, or make it slower.",
    ),
    "maximum_seconds": numbered(
        "At most {} seconds",
        Figure(MAX_SECONDS, "seconds"),
        _maximum_seconds,
        "Cut it, or make it faster.",
    ),
    "minimum_tracks": numbered(
        "At least {} tracks that sound",
        Figure(MAX_TRACKS, "tracks"),
        _minimum_tracks,
        "Let a model add a band, or add one.",
    ),
    "maximum_tracks": numbered(
        "At most {} tracks that sound",
        Figure(MAX_TRACKS, "tracks"),
        _maximum_tracks,
        "Take tracks out.",
    ),
    "minimum_notes": numbered(
        "At least {} notes", Figure(MAX_NOTES, "notes"), _minimum_notes, "Add notes."
    ),
    "technique": Rule(
        "Made with {}",
        f"one of {', '.join(TECHNIQUES)}",
        lambda value: isinstance(value, str) and value in TECHNIQUES,
        _technique,
        "Open it in the studio and generate with it.",
        Choice(_techniques, several=True),
    ),
    "trained_here": Rule(
        "Made with a model that its maker trained here: {}",
        f"{ANY_TECHNIQUE}, or one of {', '.join(TECHNIQUES)}",
        lambda value: isinstance(value, str) and value in (ANY_TECHNIQUE, *TECHNIQUES),
        _trained_here,
        "Train a model, open the song in the studio and generate with it. Everybody can look at "
        "the run once the result is told.",
        Choice(lambda: [(ANY_TECHNIQUE, ANY_TECHNIQUE), *_techniques()]),
    ),
    "least_generated_share": numbered(
        "At least {} percent of the notes as a model wrote them",
        Figure(100, "percent"),
        _least_generated_share,
        "Let a model write more of it, or take back edits of what it wrote.",
    ),
    "meter": Rule(
        "In {} time",
        'a time such as "3/4", its lower figure 1, 2, 4, 8, 16, 32 or 64',
        _is_meter,
        _meter,
        "Begin with a melody or a MIDI file in this time.",
        Choice(lambda: _listed(METERS)),
    ),
    "key": Rule(
        "In {}",
        'a key such as "G major" or "E minor"',
        lambda value: value in KEYS,
        _key,
        "Move it in the studio, or lean more on the notes of this key.",
        Choice(lambda: _listed(KEYS)),
    ),
}


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
