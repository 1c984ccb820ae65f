"""Signs of one bar as MusicXML."""

from dataclasses import dataclass, field

from generation.sheets.drumkit import position_of
from generation.sheets.grid import Placed
from generation.sheets.keys import WrittenKey
from generation.sheets.lengths import Piece

ACCIDENTALS = {-2: "flat-flat", -1: "flat", 0: "natural", 1: "sharp", 2: "double-sharp"}
FORTE = 90  # the velocity of which `dynamics` are per cent


@dataclass
class Writer:
    """What one voice of one staff needs to know while its bar is written."""

    part: str
    key: WrittenKey
    drums: bool
    staff: int | None
    voice: int
    quiet: bool  # rests are not drawn
    stem: str = ""
    altered: dict[tuple[str, int], int] = field(default_factory=dict)  # in this bar

    def sign(self, piece: Piece) -> str:
        if piece.struck is None:
            return self._rest(piece)
        notes = piece.struck.notes
        return "".join(self._note(piece, one, place > 0) for place, one in enumerate(notes))

    def _rest(self, piece: Piece) -> str:
        hidden = ' print-object="no"' if self.quiet else ""
        head = '<rest measure="yes"/>' if piece.whole else "<rest/>"
        kind = "" if piece.whole else _value(piece)
        after = self._place() + ("" if self.quiet else _tuplet_marks(piece))
        return (
            f"<note{hidden}>{head}{_duration(piece)}<voice>{self.voice}</voice>{kind}{after}</note>"
        )

    def _note(self, piece: Piece, one: Placed, chord: bool) -> str:
        ties = [word for word, tied in _ties(piece).items() if tied]
        return "".join(
            [
                f"<note{self._played(piece, one)}>",
                "<chord/>" if chord else "",
                self._pitch(one.note.pitch),
                _duration(piece),
                *(f'<tie type="{word}"/>' for word in ties),
                f'<instrument id="{self.part}-I{one.note.pitch}"/>' if self.drums else "",
                f"<voice>{self.voice}</voice>",
                _value(piece, self._accidental(piece, one.note.pitch)),
                f"<stem>{self.stem}</stem>" if self.stem else "",
                self._head(one.note.pitch),
                self._place(),
                "" if chord else _beams(piece),
                _notations(piece, ties, chord),
                "</note>",
            ]
        )

    def _played(self, piece: Piece, one: Placed) -> str:
        """How loud it is, and how much its sound differs from what is written."""
        said = ""
        if not piece.tied_from:
            said = f' dynamics="{one.note.velocity * 100 / FORTE:.2f}"'
            said += f' attack="{one.attack}"' if one.attack else ""
        if not piece.tied_on and one.release:
            said += f' release="{one.release}"'
        return said

    def _pitch(self, pitch: int) -> str:
        if self.drums:
            at = position_of(pitch)
            return (
                f"<unpitched><display-step>{at.step}</display-step>"
                f"<display-octave>{at.octave}</display-octave></unpitched>"
            )
        step, alter, octave = self.key.spell(pitch)
        sharp = f"<alter>{alter}</alter>" if alter else ""
        return f"<pitch><step>{step}</step>{sharp}<octave>{octave}</octave></pitch>"

    def _accidental(self, piece: Piece, pitch: int) -> str:
        """What is drawn before the note: what neither the key nor the bar has said."""
        if self.drums:
            return ""
        step, alter, octave = self.key.spell(pitch)
        before = self.altered.get((step, octave), self.key.alter(step))
        if before == alter or piece.tied_from:
            return ""
        self.altered[step, octave] = alter
        return f"<accidental>{ACCIDENTALS[alter]}</accidental>"

    def _head(self, pitch: int) -> str:
        head = position_of(pitch).head if self.drums else ""
        return f"<notehead>{head}</notehead>" if head else ""

    def _place(self) -> str:
        return f"<staff>{self.staff}</staff>" if self.staff else ""


def _ties(piece: Piece) -> dict[str, bool]:
    return {"stop": piece.tied_from, "start": piece.tied_on}


def _duration(piece: Piece) -> str:
    return f"<duration>{piece.end - piece.start}</duration>"


def _value(piece: Piece, accidental: str = "") -> str:
    """Its value with dots, the accidental, and the tuplet it is in."""
    said = f"<type>{piece.value}</type>" + "<dot/>" * piece.dots + accidental
    if piece.tuplet:
        actual, normal = piece.tuplet
        said += (
            f"<time-modification><actual-notes>{actual}</actual-notes>"
            f"<normal-notes>{normal}</normal-notes></time-modification>"
        )
    return said


def _beams(piece: Piece) -> str:
    levels = enumerate(piece.beams, 1)
    return "".join(f'<beam number="{level}">{word}</beam>' for level, word in levels)


def _tuplet_marks(piece: Piece) -> str:
    marks = _brackets(piece)
    return f"<notations>{marks}</notations>" if marks else ""


def _brackets(piece: Piece) -> str:
    return "".join(f'<tuplet type="{mark}"/>' for mark in piece.marks)


def _notations(piece: Piece, ties: list[str], chord: bool) -> str:
    said = "".join(f'<tied type="{word}"/>' for word in ties)
    said += "" if chord else _brackets(piece)
    return f"<notations>{said}</notations>" if said else ""
