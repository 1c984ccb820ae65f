"""What of a MIDI file is not in the song that was read from it, or not as it was: counted, and said
in words."""

from collections import Counter
from typing import NamedTuple

from generation.music.chunks import BEND, CONTROL, KEY_PRESSURE, PRESSURE, Event
from generation.music.midi_events import META

MOST_METER = 64
MIDDLE = (0, 64)  # of a pitch bend
COPYRIGHT, METER = 0x02, 0x58  # kinds of meta events
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
# of meta events
KINDS = {
    0x01: "marks",
    COPYRIGHT: "copyright",
    0x05: "lyrics",
    0x06: "marks",
    0x07: "marks",
    0x59: "key_signatures",
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


def dropped_from(events: list[Event]) -> tuple[Counter[str], bytes]:
    """How often what has no place in a song stands in the file; and its copyright notice, if there
    is one."""
    counts: Counter[str] = Counter()
    notice = b""
    kept: dict[tuple[int, int, int], int] = {}
    for event in events:
        if kind := _kind(event, kept):
            counts[kind] += 1
        if event.status == META and event.first == COPYRIGHT:
            notice = notice or event.body
    return counts, notice


def _kind(event: Event, kept: dict[tuple[int, int, int], int]) -> str:
    """The name under which an event counts as dropped; empty for what the song keeps, or what
    makes no music."""
    if event.kind == CONTROL:
        return _controller(event, kept)
    if event.kind == BEND:
        return "pitch_bends" if (event.first, event.second) != MIDDLE else ""
    if event.status != META:
        return "aftertouch" if event.kind in (KEY_PRESSURE, PRESSURE) else ""
    if event.first == METER:
        return "meters" if event.body[0] > MOST_METER else ""
    return KINDS.get(event.first, "")


def _controller(event: Event, kept: dict[tuple[int, int, int], int]) -> str:
    if event.first in SILENT:
        return ""
    if event.first in KEPT_ONCE:
        first = kept.setdefault((event.chunk, event.channel, event.first), event.second)
        return "" if event.second == first else "controllers"
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
