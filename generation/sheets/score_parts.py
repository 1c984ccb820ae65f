"""One part of a score, measure by measure, into the bars of all parts."""

import re
from collections import Counter

from generation.music.song import TICKS_PER_QUARTER, Note
from generation.music.upload_error import UploadError
from generation.sheets.chords import is_letter, symbol_of
from generation.sheets.keys import NATURAL
from generation.sheets.repeats import endings_in
from generation.sheets.score_bars import ScoreBar, Sung, Voice
from generation.sheets.score_instruments import PartTold, drum_at
from generation.sheets.score_signs import count_direction, count_note
from generation.sheets.xml_tree import Node, number

MARKS = {"pppp": 20, "ppp": 28, "pp": 40, "p": 54, "mp": 67, "mf": 80}
MARKS |= {"f": 94, "ff": 108, "fff": 118, "ffff": 127, "sf": 108, "sfz": 108, "fz": 108, "fp": 94}
FORTE = 90
UNITS = {"whole": 4.0, "half": 2.0, "quarter": 1.0, "eighth": 0.5, "16th": 0.25}
FIGURE = re.compile(r"\d+(?:\.\d+)?")
LETTERS = {0: "", 1: "#", -1: "b"}
LONGEST = 100 * TICKS_PER_QUARTER  # of one bar


class PartReading:
    """Goes through the measures of one part."""

    def __init__(self, place: int, told: PartTold, counts: Counter[str]) -> None:
        self.place = place
        self.told = told
        self.counts = counts
        self.divisions = 1.0
        self.moved = 0  # semitones from what is written to what sounds
        self.loud = 80
        self.ending: frozenset[int] = frozenset()
        self.now = self.last = 0.0  # in quarters; where the note before this one began

    def measure(self, measure: Node, bar: ScoreBar) -> None:
        self.now = self.last = 0.0
        furthest = 0.0
        for element in measure.children:
            self._element(element, bar)
            furthest = max(furthest, self.now)
        bar.turns.endings |= self.ending
        self._leave(measure)
        bar.length = max(bar.length, min(_ticks(furthest), LONGEST))
        if _ticks(furthest) > LONGEST:
            raise UploadError("broken_file", "This score has a bar that never ends.")

    def _element(self, element: Node, bar: ScoreBar) -> None:
        if element.tag == "note":
            self._note(element, bar)
        elif element.tag == "backup":
            self.now = max(0.0, self.now - self._quarters(element))
        elif element.tag == "forward":
            self.now += self._quarters(element)
        elif element.tag == "attributes":
            self._attributes(element, bar)
        elif element.tag == "direction":
            self._direction(element, bar)
        elif element.tag == "sound":
            self._sound(element, bar, _offset(element, self.divisions))
        elif element.tag == "harmony":
            self._harmony(element, bar)
        elif element.tag == "barline":
            self._line(element, bar)
        elif element.tag == "figured-bass":
            self.counts["marks"] += 1

    def _quarters(self, element: Node) -> float:
        return max(0.0, element.number("duration")) / self.divisions

    def _attributes(self, told: Node, bar: ScoreBar) -> None:
        self.divisions = max(told.number("divisions", self.divisions), 1e-3)
        if self.place == 0:
            self.counts["key_signatures"] += told.first("key") is not None
        if transpose := told.first("transpose"):
            octaves = transpose.number("octave-change")
            self.moved = round(transpose.number("chromatic") + 12 * octaves)
        time = told.first("time")
        if time is None or not time.said("beats"):
            return
        beats = sum(number(beat) for beat in time.said("beats").split("+"))
        kind = time.number("beat-type", 4)
        if kind in (1, 2, 4, 8, 16, 32, 64) and 1 <= beats <= 64 and beats == int(beats):
            bar.meter = int(beats), int(kind)
        else:
            self.counts["meters"] += 1

    def _direction(self, direction: Node, bar: ScoreBar) -> None:
        if self.place == 0 or direction.first("direction-type/dynamics"):
            count_direction(direction, self.counts)
        dynamics = direction.first("direction-type/dynamics")
        if dynamics and dynamics.children:
            self.loud = MARKS.get(dynamics.children[0].tag, self.loud)
        offset = _offset(direction, self.divisions)
        sound = direction.first("sound")
        if sound and sound.get("tempo"):
            self._sound(sound, bar, offset)
        elif metronome := direction.first("direction-type/metronome"):
            self._metronome(metronome, bar, offset)

    def _metronome(self, mark: Node, bar: ScoreBar, offset: float) -> None:
        figure = FIGURE.search(mark.said("per-minute"))
        unit = UNITS.get(mark.said("beat-unit"), 1.0)
        if figure and float(figure[0]) > 0:
            dotted = 1.5 if mark.first("beat-unit-dot") else 1.0
            bar.tempi.append((_ticks(self.now + offset), float(figure[0]) * unit * dotted))

    def _sound(self, sound: Node, bar: ScoreBar, offset: float) -> None:
        tempo = number(sound.get("tempo"))
        if tempo > 0:
            bar.tempi.append((max(0, _ticks(self.now + offset)), tempo))

    def _harmony(self, harmony: Node, bar: ScoreBar) -> None:
        kind = harmony.first("kind")
        root, bass = _letter(harmony, "root"), _letter(harmony, "bass")
        if kind is None or (not is_letter(root) and kind.text.strip() != "none"):
            self.counts["chord_symbols"] += 1
            return
        bass = bass if is_letter(bass) else ""
        symbol, simpler = symbol_of(root, kind.text.strip(), bass)
        self.counts["chord_kinds"] += simpler or harmony.first("degree") is not None
        at = _ticks(self.now + _offset(harmony, self.divisions))
        bar.chords.append((max(0, at), symbol))

    def _line(self, line: Node, bar: ScoreBar) -> None:
        ending, repeat = line.first("ending"), line.first("repeat")
        if ending:
            if ending.get("type") == "start":
                self.ending = endings_in(ending.get("number"))
            bar.turns.endings |= self.ending
        if repeat and repeat.get("direction") == "forward":
            bar.turns.forward = True
        elif repeat:
            bar.turns.backward = True
            bar.turns.times = max(bar.turns.times, round(number(repeat.get("times"))))

    def _leave(self, measure: Node) -> None:
        """Endings that end with this measure."""
        for line in measure.all("barline"):
            ending = line.first("ending")
            if ending and ending.get("type") in ("stop", "discontinue"):
                self.ending = frozenset()

    def _note(self, note: Node, bar: ScoreBar) -> None:
        if note.first("grace"):
            self.counts["grace_notes"] += note.first("rest") is None
            return
        length = self._quarters(note)
        if note.first("chord"):
            onset = self.last
        else:
            onset = self.last = self.now
            self.now += length
        if note.first("cue"):
            self.counts["cues"] += note.first("rest") is None
            return
        if note.first("rest"):
            return
        count_note(note, self.counts)
        self._sung(note, bar, _ticks(onset), _ticks(onset + length))

    def _sung(self, note: Node, bar: ScoreBar, onset: int, end: int) -> None:
        named = note.first("instrument")
        plays = self.told.plays(named.get("id") if named else "")
        unpitched = note.first("unpitched")
        pitch = self._pitch(note) if unpitched is None else self._drum(unpitched, plays.unpitched)
        if pitch is None:
            self.counts["beyond"] += 1
            return
        if end <= onset:
            self.counts["instant"] += 1
        ties = {tie.get("type") for tie in note.all("tie")}
        bar.notes.append(
            Sung(
                Voice(self.place, plays.program, plays.drums or unpitched is not None),
                Note(onset, pitch, max(1, end - onset), self._velocity(note)),
                attack=self._away(note, "attack"),
                release=self._away(note, "release"),
                tied_from="stop" in ties,
                tied_on="start" in ties,
                layer=note.said("voice"),
            )
        )

    def _away(self, note: Node, name: str) -> int:
        """Ticks that a note begins or ends after where it is written."""
        return round(number(note.get(name)) * TICKS_PER_QUARTER / self.divisions)

    def _pitch(self, note: Node) -> int | None:
        step = note.said("pitch/step")
        if step not in NATURAL:
            return None
        alter = note.number("pitch/alter")
        self.counts["microtones"] += alter != int(alter)
        octave = round(note.number("pitch/octave", 4))
        pitch = 12 * (octave + 1) + NATURAL[step] + int(alter) + self.moved
        return pitch if 0 <= pitch <= 127 else None

    def _drum(self, unpitched: Node, known: int | None) -> int:
        if known is not None:
            return known
        self.counts["percussion"] += 1
        octave = round(unpitched.number("display-octave", 5))
        return drum_at(unpitched.said("display-step"), octave)

    def _velocity(self, note: Node) -> int:
        share = number(note.get("dynamics"))
        return min(max(round(share * FORTE / 100), 1), 127) if share > 0 else self.loud


def _offset(element: Node, divisions: float) -> float:
    return element.number("offset") / divisions


def _ticks(quarters: float) -> int:
    return round(min(quarters, 1e6) * TICKS_PER_QUARTER)


def _letter(harmony: Node, what: str) -> str:
    told = harmony.first(what)
    if told is None:
        return ""
    alter = told.number(f"{what}-alter")
    return told.said(f"{what}-step") + LETTERS.get(int(alter), "?")
