"""What of a MIDI file is not in the song that was read from it, or not as it was: counted, and said
in words."""

from collections import Counter
from typing import NamedTuple

import mido

MOST_METER = 64
KEPT_ONCE = (7, 10)  # volume and pan: the first value is the track's
# banks, parameters, the pedal, modes: no gestures
SILENT = {
    0,
    6,
    32,
    38,
    64,
    98,
    99,
    100,
    101,
    *range(120, 128),
}
KINDS = {
    "aftertouch": "aftertouch",
    "polytouch": "aftertouch",
    "key_signature": "key_signatures",
    "lyrics": "lyrics",
    "copyright": "copyright",
    "marker": "marks",
    "cue_marker": "marks",
    "text": "marks",
}

# By name, in the order in which people are told: one, and several.
DROPPED = {
    "pitch_bends": ("{n} pitch bend is left out", "{n} pitch bends are left out"),
    "controllers": (
        "{n} change of expression, modulation or another controller is left out",
        "{n} changes of expression, modulation and other controllers are left out",
    ),
    "aftertouch": (
        "{n} message of key pressure is left out",
        "{n} messages of key pressure are left out",
    ),
    "key_signatures": ("The key signature is left out", "{n} key signatures are left out"),
    "meters": (
        "{n} time signature that songs here cannot have is left out",
        "{n} time signatures are left out",
    ),
    "lyrics": ("{n} syllable of lyrics is left out", "{n} syllables of lyrics are left out"),
    "marks": ("{n} text or marker is left out", "{n} texts and markers are left out"),
    "copyright": ("The copyright notice is left out", "{n} copyright notices are left out"),
}
CHANGED = {
    "tempo": (
        "{n} tempo was beyond 10 to 3,000 beats a minute and is at the nearest end now",
        "{n} tempi were beyond 10 to 3,000 beats a minute and are at the nearest end now",
    ),
    "pedal": (
        "{n} note is longer, as the sustain pedal held it",
        "{n} notes are longer, as the sustain pedal held them",
    ),
    "unreleased": (
        "{n} note was never released and ends with the song",
        "{n} notes were never released and end with the song",
    ),
    "instant": (
        "{n} note had no length and has the shortest now",
        "{n} notes had no length and have the shortest now",
    ),
}


class Remark(NamedTuple):
    """One kind of loss or change: a name for programs, how often, a sentence for people."""

    what: str
    times: int
    message: str


def dropped_from(midi: mido.MidiFile) -> tuple[Counter[str], str]:
    """How often what has no place in a song stands in the file; and its copyright notice, if there
    is one."""
    counts: Counter[str] = Counter()
    notice = ""
    for chunk in midi.tracks:
        kept: dict[tuple[int, int], int] = {}
        for message in chunk:
            if kind := _kind(message, kept):
                counts[kind] += 1
            if message.type == "copyright":
                notice = notice or message.text
    return counts, notice


def _kind(message: mido.Message, kept: dict[tuple[int, int], int]) -> str:
    """The name under which a message counts as dropped; empty for what the song keeps, or what
    makes no music."""
    if message.type == "control_change":
        return _controller(message, kept)
    if message.type == "pitchwheel":
        return "pitch_bends" if message.pitch else ""
    if message.type == "time_signature":
        return "meters" if message.numerator > MOST_METER else ""
    return KINDS.get(message.type, "")


def _controller(message: mido.Message, kept: dict[tuple[int, int], int]) -> str:
    if message.control in SILENT:
        return ""
    if message.control in KEPT_ONCE:
        first = kept.setdefault((message.channel, message.control), message.value)
        return "" if message.value == first else "controllers"
    return "controllers"


def remarks(
    words: dict[str, tuple[str, str]], counts: dict[str, int], notice: str = ""
) -> tuple[Remark, ...]:
    """The counts in the order of `words`; what those do not know, and what did not happen, is
    passed over."""
    return tuple(
        Remark(
            what,
            counts[what],
            _sentence(what, one if counts[what] == 1 else many, counts[what], notice),
        )
        for what, (one, many) in words.items()
        if counts.get(what, 0) > 0
    )


def _sentence(what: str, words: str, count: int, notice: str) -> str:
    said = words.format(n=f"{count:,}")
    return f"{said}: “{notice}”." if what == "copyright" and notice else f"{said}."
