"""A tune in ABC notation as a song: the subset that tune books use, and what of it is left out."""

import re
from collections import Counter
from fractions import Fraction

from generation.music.document import MAX_TEXT, MAX_TRACKS
from generation.music.parsing import Parsed
from generation.music.song import Note, Song, Track
from generation.music.upload_error import UploadError
from generation.sheets.abc_fields import (
    moved_by,
    read_key,
    read_meter,
    read_tempo,
    read_unit,
    settings_in,
    unit_of,
)
from generation.sheets.abc_signs import signs_in
from generation.sheets.abc_voice import VoiceReading
from generation.sheets.repeats import played
from generation.sheets.score_bars import ScoreBar, Unrolling, Voice
from generation.wording import clipped

FIELD = re.compile(r"([A-Za-z+]):(?![|:])\s*(.*)")
PROGRAM = re.compile(r"%%MIDI\s+program\s+(?:\d+\s+)?(\d{1,3})\b")
CHANNEL = re.compile(r"%%MIDI\s+channel\s+10\b")
DROPPED = {"w": "lyrics", "W": "lyrics", "s": "marks", "P": "marks", "C": "makers"}
DROPPED |= {"m": "macros", "U": "macros", "N": "marks"}


def read_abc(data: bytes) -> Parsed:
    """The first tune of a file. Raises `UploadError`."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeError:
        text = data.decode("latin-1")
    return _Tune().read(text.replace("\r\n", "\n").replace("\r", "\n"))


class _Tune:
    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.voices: dict[str, VoiceReading] = {}
        self.names: dict[str, str] = {}
        self.programs: dict[str, tuple[int, bool]] = {}
        self.here = ""
        self.title = self.rights = ""
        self.key, self.meter = read_key("C"), (4, 4)
        self.unit: Fraction | None = None
        self.tempo = 0.0
        self.body = False

    def read(self, text: str) -> Parsed:
        begun = False
        for line in text.split("\n"):
            if line.startswith("X:"):
                if begun and self.body:
                    self.counts["tunes"] += 1
                    begun = False
                elif not self.counts["tunes"]:
                    begun = True
            elif begun:
                self._line(line)
        return self._parsed()

    def _line(self, line: str) -> None:
        if line.startswith("%"):
            self._directive(line)
            return
        field = FIELD.match(line)
        if field and (field[1] in "+" or field[1].isalpha()):
            self._field(field[1], field[2].partition("%")[0].strip())
        elif self.body and line.strip():
            self._music(line)

    def _directive(self, line: str) -> None:
        program, drums = self.programs.get(self.here, (0, False))
        if found := PROGRAM.match(line):
            self.programs[self.here] = min(int(found[1]), 127), drums
        elif CHANNEL.match(line):
            self.programs[self.here] = program, True

    def _field(self, name: str, said: str) -> None:
        if name == "T" and not self.title:
            self.title = said
        elif name == "K":
            self._key(said)
        elif name == "M":
            self._meter(said)
        elif name == "L":
            self._unit(said)
        elif name == "Q":
            self._tempo(said)
        elif name == "V":
            self._voice(said)
        elif said and name in DROPPED:
            words = len(said.split()) if name == "w" else 1
            self.counts[DROPPED[name]] += words

    def _key(self, said: str) -> None:
        self.counts["key_signatures"] += not self.body
        self.body = True
        if self.here in self.voices:
            moved = self.voices[self.here].key.moved
            key = read_key(said)
            self.voices[self.here].key = key._replace(moved=key.moved or moved)
        else:
            self.key = read_key(said)

    def _meter(self, said: str) -> None:
        meter = read_meter(said)
        if meter is None:
            self.counts["meters"] += said.strip() not in ("none", "")
            return
        if self.body and self.voices:
            for voice in [self.voices.get(self.here) or self._speaking()]:
                voice.unit = voice.unit or unit_of(voice.meter)  # it does not change with the metre
                voice.meter = voice.bar.meter = meter
        else:
            self.meter = meter

    def _unit(self, said: str) -> None:
        unit = read_unit(said)
        if self.body and self.voices:
            self._speaking().unit = unit
        else:
            self.unit = unit

    def _tempo(self, said: str) -> None:
        unit = self.unit or unit_of(self.meter)
        tempo = read_tempo(said, unit)
        if not tempo:
            self.counts["marks"] += 1
        elif self.body and self.voices:
            voice = self._speaking()
            voice.bar.tempi.append((round(voice.now), tempo))
        else:
            self.tempo = tempo

    def _voice(self, said: str) -> None:
        self.here, _, told = said.partition(" ")
        settings = settings_in(told)
        if name := settings.get("name") or settings.get("nm"):
            self.names[self.here] = name
        if moved := moved_by(told):
            voice = self._speaking()
            voice.key = voice.key._replace(moved=moved)

    def _speaking(self) -> VoiceReading:
        """The voice that is being written."""
        if self.here not in self.voices:
            if len(self.voices) >= MAX_TRACKS:
                words = f"This tune has more than {MAX_TRACKS} voices."
                raise UploadError("too_many_tracks", words)
            voice = VoiceReading(len(self.voices), self.counts)
            voice.key, voice.meter, voice.unit = self.key, self.meter, self.unit
            self.voices[self.here] = voice
        return self.voices[self.here]

    def _music(self, line: str) -> None:
        for sign in signs_in(line):
            if sign.kind == "inline":
                self._field(sign.text[1], sign.text[3:-1].strip())
            elif sign.kind != "comment":
                self._speaking().hear(sign)

    def _parsed(self) -> Parsed:
        bars = self._together()
        if bars:
            bars[0].meter = bars[0].meter or self.meter
            if self.tempo:
                bars[0].tempi.insert(0, (0, self.tempo))
        order = played([bar.turns for bar in bars])
        found = Unrolling(self.counts).play(bars, order)
        tracks = [
            self._track(name, found.notes[voice])
            for name, voice in zip(self.voices, map(_of, range(len(self.voices))), strict=True)
            if voice in found.notes
        ]
        self.counts.pop("", None)
        title = clipped(self.title, MAX_TEXT)
        song = Song(tuple(tracks), found.tempi, found.meters, title, found.chords)
        return Parsed(song, dict(self.counts), "")

    def _track(self, name: str, notes: list[Note]) -> Track:
        program, drums = self.programs.get(name, self.programs.get("", (0, False)))
        named = clipped(self.names.get(name, name), MAX_TEXT)
        return Track(tuple(notes), program, drums, named)

    def _together(self) -> list[ScoreBar]:
        """Bars of all voices at once."""
        whole: list[ScoreBar] = []
        for voice in self.voices.values():
            for place, bar in enumerate(voice.finish()):
                if place == len(whole):
                    whole.append(bar)
                    continue
                both = whole[place]
                both.length = max(both.length, bar.length)
                both.meter = both.meter or bar.meter
                both.notes += bar.notes
                both.tempi += bar.tempi
                both.chords += bar.chords
        return whole


def _of(place: int) -> Voice:
    return Voice(place, 0, False)
