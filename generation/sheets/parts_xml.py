"""One track as a part of MusicXML, bar by bar."""

from collections.abc import Sequence

from generation.music.song import Song, Track
from generation.sheets.bars import Bar, Bars
from generation.sheets.beams import beam
from generation.sheets.directions import directions_xml, drawn_tempi
from generation.sheets.keys import WrittenKey
from generation.sheets.lengths import pieces_of
from generation.sheets.notes_xml import Writer
from generation.sheets.staves import Staff, staves_of
from generation.sheets.voices import MOST, Struck

DIVISIONS = 960


class Part:
    """A track, and what its bars are written from."""

    def __init__(self, song: Song, place: int, bars: Bars, key: WrittenKey) -> None:
        self.song = song
        self.track: Track = song.tracks[place]
        self.name = f"P{place + 1}"
        self.key = key
        self.drawn = drawn_tempi(song.tempi)
        self.staves = staves_of(self.track, bars)

    def bars_xml(self, bars: Sequence[Bar], *, leads: bool) -> str:
        """These bars; `leads` is the part over which tempi and chords stand."""
        first = bars[0].start if bars else 0
        return "".join(self._bar(bar, bar.start == first, leads) for bar in bars)

    def _bar(self, bar: Bar, first: bool, leads: bool) -> str:
        implicit = "" if bar.whole else ' implicit="yes"'
        over = directions_xml(self.song, self.drawn, bar) if leads else ""
        voices = self._voices(bar)
        back = f"<backup><duration>{bar.stop - bar.start}</duration></backup>"
        head = self._attributes(bar, first) + over
        return f'<measure number="{bar.number}"{implicit}>{head}{back.join(voices)}</measure>'

    def _attributes(self, bar: Bar, first: bool) -> str:
        told = ""
        if first:
            told += f"<divisions>{DIVISIONS}</divisions>"
            if not self.track.drums:
                mode = f"<mode>{self.key.mode}</mode>"
                told += f"<key><fifths>{self.key.fifths}</fifths>{mode}</key>"
        if first or bar.changes:
            told += (
                f"<time><beats>{bar.meter.numerator}</beats>"
                f"<beat-type>{bar.meter.denominator}</beat-type></time>"
            )
        if first:
            told += self._clefs()
        return f"<attributes>{told}</attributes>" if told else ""

    def _clefs(self) -> str:
        many = len(self.staves) > 1
        told = f"<staves>{len(self.staves)}</staves>" if many else ""
        for number, staff in enumerate(self.staves, 1):
            numbered = f' number="{number}"' if many else ""
            line = "" if self.track.drums else f"<line>{staff.clef.line}</line>"
            octaves = staff.clef.octaves
            moved = f"<clef-octave-change>{octaves}</clef-octave-change>" if octaves else ""
            told += f"<clef{numbered}><sign>{staff.clef.sign}</sign>{line}{moved}</clef>"
        return told

    def _voices(self, bar: Bar) -> list[str]:
        found = []
        for number, staff in enumerate(self.staves, 1):
            altered: dict[tuple[str, int], int] = {}
            busy = [voice for voice in staff.voices if _sounds(voice, bar)]
            for place, voice in enumerate(staff.voices or [[]]):
                if place and voice not in busy:
                    continue
                writer = self._writer(number, place, staff, len(busy))
                writer.altered = altered
                found.append(_voice(voice, bar, writer))
        return found

    def _writer(self, number: int, place: int, staff: Staff, busy: int) -> Writer:
        stem = ("up", "down")[place % 2] if self.track.drums or busy > 1 else ""
        return Writer(
            part=self.name,
            key=self.key,
            drums=self.track.drums,
            staff=number if len(self.staves) > 1 else None,
            voice=(number - 1) * MOST + place + 1,
            quiet=place > 0,
            stem=stem,
        )


def _sounds(voice: list[Struck], bar: Bar) -> bool:
    return any(one.onset < bar.stop and one.end > bar.start for one in voice)


def _voice(voice: list[Struck], bar: Bar, writer: Writer) -> str:
    pieces = pieces_of(voice, bar)
    beam(pieces, bar)
    return "".join(writer.sign(piece) for piece in pieces)
