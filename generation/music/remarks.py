"""What of a file (MIDI, MusicXML, ABC) is not in the song that was read from it, or not as it was:
counted, and said in words."""

from collections import Counter
from typing import NamedTuple

from generation.music.chunks import BEND, CONTROL, KEY_PRESSURE, PRESSURE, Event
from generation.music.midi_chords import chord_in
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
    # Of scores and tunes:
    "makers": (
        "The name of the composer is left out; write it into the song's description",
        "{n} names of composers and arrangers are left out",
    ),
    "grace_notes": ("{n} grace note is left out", "{n} grace notes are left out"),
    "ornaments": (
        "{n} trill, turn or other ornament is left out",
        "{n} trills, turns and other ornaments are left out",
    ),
    "articulations": (
        "{n} mark of how a note is played (staccato, accent, fermata) is left out",
        "{n} marks of how notes are played (staccato, accents, fermatas) are left out",
    ),
    "slurs": ("{n} slur is left out", "{n} slurs are left out"),
    "hairpins": (
        "{n} crescendo or decrescendo is left out",
        "{n} crescendos and decrescendos are left out",
    ),
    "pedal_marks": ("{n} pedal mark is left out", "{n} pedal marks are left out"),
    "fingerings": (
        "{n} fingering or other hint for players is left out",
        "{n} fingerings and other hints for players are left out",
    ),
    "cues": ("{n} cue note is left out", "{n} cue notes are left out"),
    "jumps": (
        "{n} jump (da capo, segno, coda) is left out: the song is played straight through",
        "{n} jumps (da capo, segno, coda) are left out: the song is played straight through",
    ),
    "chord_symbols": (
        "{n} chord symbol that cannot be read is left out",
        "{n} chord symbols that cannot be read are left out",
    ),
    "beyond": (
        "{n} note beyond the range of MIDI is left out",
        "{n} notes beyond the range of MIDI are left out",
    ),
    "macros": ("{n} definition of a sign is left out", "{n} definitions of signs are left out"),
    "unknown": ("{n} sign is unknown here and left out", "{n} signs are unknown here and left out"),
    "tunes": (
        "{n} more tune stands in the file and is left out",
        "{n} more tunes stand in the file and are left out",
    ),
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
    "microtones": (
        "{n} note stands between the keys of a piano and is the next one now",
        "{n} notes stand between the keys of a piano and are the next ones now",
    ),
    "percussion": (
        "{n} stroke names no drum and is played by the one that is usual at its place",
        "{n} strokes name no drum and are played by those that are usual at their places",
    ),
    "chord_kinds": (
        "{n} chord symbol is the nearest that songs here have",
        "{n} chord symbols are the nearest that songs here have",
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
    return "" if chord_in(event) else KINDS.get(event.first, "")


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
