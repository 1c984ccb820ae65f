"""What an entry must be: one rule a function, one registry. A new rule is a function and a line in `RULES`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from generation.music.song import Song

Value = int | str


@dataclass(frozen=True)
class Facts:
    """What rules look at: the song, and the techniques that its history names."""

    song: Song
    techniques: frozenset[str] = frozenset()


class Finding(NamedTuple):
    """One rule, and whether it is met. The message says what is there and, if need be, what to do."""

    code: str
    label: str
    met: bool
    message: str


class Rule(NamedTuple):
    """`label` has a place for the value; `found` gives whether it is met and what was found."""

    label: str
    kind: type
    found: Callable[[Facts, Any], tuple[bool, str]]
    cure: str


TECHNIQUES = {"gan": "Band-mate (GAN)", "arcnn": "Editor (AR-CNN)", "transformer": "Continuer (Transformer)"}


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
    used = [TECHNIQUES.get(name, name) for name in sorted(facts.techniques)]
    return value in facts.techniques, f"Yours used {', '.join(used)}." if used else "Yours used none."


def _meter(facts: Facts, value: str) -> tuple[bool, str]:
    meters = {f"{meter.numerator}/{meter.denominator}" for meter in facts.song.meters}
    return meters == {value}, f"Yours is in {', '.join(sorted(meters))}."


RULES: dict[str, Rule] = {
    "minimum_bars": Rule("At least {} bars", int, _minimum_bars, "Add bars, or repeat a part."),
    "maximum_seconds": Rule("At most {} seconds", int, _maximum_seconds, "Cut it, or make it faster."),
    "minimum_tracks": Rule(
        "At least {} tracks that sound", int, _minimum_tracks, "Let a model add a band, or add one."
    ),
    "minimum_notes": Rule("At least {} notes", int, _minimum_notes, "Add notes."),
    "technique": Rule("Made with {}", str, _technique, "Open it in the studio and generate with it."),
    "meter": Rule("In {} time", str, _meter, "Begin with a melody or a MIDI file in this time."),
}


def rule_label(rule: str, value: Value) -> str:
    return RULES[rule].label.format(TECHNIQUES.get(str(value), value))


def find(rules: list[dict[str, Any]], facts: Facts) -> list[Finding]:
    """Every rule of a challenge looked at."""
    return [_finding(row["rule"], row["value"], facts) for row in rules]


def _finding(name: str, value: Value, facts: Facts) -> Finding:
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
        if row["rule"] not in RULES:
            return f"There is no rule {row['rule']!r}; there are {', '.join(RULES)}."
        if type(row["value"]) is not RULES[row["rule"]].kind:
            return f"The value of {row['rule']} is a {'whole number' if RULES[row['rule']].kind is int else 'word'}."
    return None
