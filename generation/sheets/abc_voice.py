"""One voice of a tune in ABC notation, sign by sign, into bars."""

import re
from collections import Counter
from collections.abc import Callable
from fractions import Fraction

from generation.music.chord_symbols import is_symbol
from generation.music.document import MAX_NOTES
from generation.music.song import Note
from generation.music.upload_error import UploadError
from generation.sheets.abc_fields import ACCIDENTALS, Key, unit_of
from generation.sheets.abc_signs import NOTE, Sign, length_of
from generation.sheets.bars import MAX_BARS
from generation.sheets.chords import nearest_symbol
from generation.sheets.keys import NATURAL
from generation.sheets.repeats import endings_in
from generation.sheets.score_bars import ScoreBar, Sung, Voice

WHOLE = 3840
TUPLETS = {2: 3, 3: 2, 4: 3, 6: 2, 8: 3}  # so many in the time of so many; of others by the metre
ONE_NOTE = re.compile(NOTE)
ANNOTATION = "^_<>@"


class VoiceReading:
    """What one voice has played, and what its next signs depend on."""

    def __init__(self, place: int, counts: Counter[str]) -> None:
        self.voice = Voice(place, 0, False)
        self.counts = counts
        self.bars = [ScoreBar()]
        self.key = Key({})
        self.meter = (4, 4)
        self.unit: Fraction | None = None
        self.now = self.furthest = Fraction(0)
        self.altered: dict[str, int] = {}  # in this bar
        self.tied: set[int] = set()
        self.last: list[int] = []  # places of the last chord's notes in the bar
        self.broken = Fraction(1)
        self.tuplet = (Fraction(1), 0)  # what it does to lengths, for how many more
        self.chord: list[tuple[int, Fraction]] | None = None
        self.ending: frozenset[int] = frozenset()
        self.total = 0

    @property
    def bar(self) -> ScoreBar:
        return self.bars[-1]

    def hear(self, sign: Sign) -> None:
        act: Callable[[Sign], None] = getattr(self, f"_{sign.kind}", self._nothing)
        act(sign)

    def _nothing(self, sign: Sign) -> None:
        name = {"grace": "grace_notes", "decoration": "articulations", "unknown": "unknown"}
        self.counts[name.get(sign.kind, "")] += 1
        self.counts["slurs"] += sign.text == "("

    def _note(self, sign: Sign) -> None:
        pitch, length = self._read(sign.found)
        if self.chord is not None:
            self.chord.append((pitch, length))
        else:
            self._sound([pitch], length)

    def _read(self, found: re.Match[str]) -> tuple[int, Fraction]:
        accidental, letter, octave, length = ONE_NOTE.match(found[0]).groups()[1:]  # type: ignore[union-attr]
        name = letter.upper()
        if accidental:
            self.altered[name] = ACCIDENTALS[accidental]
        alter = self.altered.get(name, self.key.alters.get(name, 0))
        octaves = octave.count("'") - octave.count(",") + (letter != name)
        pitch = 60 + 12 * octaves + NATURAL[name] + alter + self.key.moved
        return min(max(pitch, 0), 127), length_of(length)

    def _open(self, sign: Sign) -> None:
        self.chord = []

    def _close(self, sign: Sign) -> None:
        notes, self.chord = self.chord, None
        if notes:
            pitches = list(dict.fromkeys(pitch for pitch, _ in notes))
            self._sound(pitches, notes[0][1] * length_of(sign.text[1:]))

    def _rest(self, sign: Sign) -> None:
        count = length_of(sign.text[1:])
        if sign.text[0] in "ZX":
            self._rest_bars(int(count))
        else:
            self._step(count)
            self.last, self.tied = [], set()

    def _rest_bars(self, count: int) -> None:
        for number in range(count):
            if number:
                self._new_bar()
            self.now += WHOLE * Fraction(*self.meter)
            self.furthest = max(self.furthest, self.now)

    def _step(self, length: Fraction) -> tuple[int, int]:
        """Goes on by so many units; from and up to which tick."""
        factor, left = self.tuplet
        unit = self.unit or unit_of(self.meter)
        ticks = length * unit * WHOLE * self.broken * (factor if left else 1)
        self.tuplet = factor, max(0, left - 1)
        self.broken = Fraction(1)
        start = self.now
        self.now += ticks
        self.furthest = max(self.furthest, self.now)
        return round(start), round(self.now)

    def _sound(self, pitches: list[int], length: Fraction) -> None:
        self.total += len(pitches)
        if self.total > MAX_NOTES:
            words = f"This tune has more than {MAX_NOTES:,} notes. Try a part of it."
            raise UploadError("too_many_notes", words)
        start, end = self._step(length)
        first = len(self.bar.notes)
        for pitch in pitches:
            note = Note(start, pitch, max(1, end - start))
            self.bar.notes.append(Sung(self.voice, note, tied_from=pitch in self.tied))
        self.tied = set()
        self.last = list(range(first, len(self.bar.notes)))

    def _tie(self, sign: Sign) -> None:
        for place in self.last:
            self.bar.notes[place] = self.bar.notes[place]._replace(tied_on=True)
            self.tied.add(self.bar.notes[place].note.pitch)

    def _broken(self, sign: Sign) -> None:
        """`a>b`: the first has half of the second; `a<b` the other way round."""
        rest = Fraction(1, 2 ** min(len(sign.text), 3))
        mine, its = (2 - rest, rest) if sign.text[0] == ">" else (rest, 2 - rest)
        for place in self.last:
            sung = self.bar.notes[place]
            length = round(sung.note.length * mine)
            self.now = Fraction(sung.note.onset + length)
            self.bar.notes[place] = sung._replace(note=sung.note._replace(length=max(1, length)))
        self.broken = its

    def _tuplet(self, sign: Sign) -> None:
        parts = [int(part) if part.isdecimal() else 0 for part in sign.text[1:].split(":")]
        many = parts[0] or 3
        compound = self.meter[1] >= 8 and self.meter[0] % 3 == 0
        usual = TUPLETS.get(many, 3 if compound else 2)
        within = parts[1] if len(parts) > 1 and parts[1] else usual
        count = parts[2] if len(parts) > 2 and parts[2] else many
        self.tuplet = Fraction(within, many), count

    def _overlay(self, sign: Sign) -> None:
        self.now = Fraction(0)

    def _quoted(self, sign: Sign) -> None:
        text = sign.text.strip('"').strip()
        if not text or text[0] in ANNOTATION:
            self.counts["marks"] += 1
            return
        symbol = text if is_symbol(text) else nearest_symbol(text)
        if symbol is None:
            self.counts["chord_symbols"] += 1
            return
        self.counts["chord_kinds"] += symbol != text
        self.bar.chords.append((round(self.now), symbol))

    def _bar(self, sign: Sign) -> None:
        lines, ending = sign.found["bar"], sign.found["ending"]
        if lines[0] == ":":
            self._backward()
        if self.now or self.bar.notes:
            self._new_bar()
        if ending or lines not in ("|",):
            self._end_ending()
        if lines[-1] == ":":
            self.bar.turns.forward = True
        if ending:
            self._volta_of(ending)

    def _volta(self, sign: Sign) -> None:
        self._volta_of(sign.text)

    def _volta_of(self, text: str) -> None:
        self.ending = endings_in(text.strip().strip("["))
        self.bar.turns.endings = self.ending

    def _end_ending(self) -> None:
        self.ending = frozenset()
        self.bar.turns.endings = frozenset()

    def _backward(self) -> None:
        closed = self.bar if self.now or len(self.bars) == 1 else self.bars[-2]
        closed.turns.backward = True

    def _new_bar(self) -> None:
        self.bar.length = round(self.furthest)
        if len(self.bars) > MAX_BARS:
            raise UploadError("too_long", f"This tune has more than {MAX_BARS:,} bars.")
        self.bars.append(ScoreBar())
        self.bar.turns.endings = self.ending
        self.now = self.furthest = Fraction(0)
        self.altered = {}
        self.last = []

    def finish(self) -> list[ScoreBar]:
        self.bar.length = round(self.furthest)
        if len(self.bars) > 1 and not self.bar.length:
            self.bars.pop()
        return self.bars
