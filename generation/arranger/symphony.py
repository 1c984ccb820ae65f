"""An orchestra: low strings, inner strings and winds in chords, high strings that answer; timpani
strike root and fifth where phrases close."""

from generation.arranger.answers import answer_melody
from generation.arranger.basses import play_bass
from generation.arranger.patterns import Meters, play_comping
from generation.arranger.sheet import Playing, Sheet
from generation.arranger.voicing import take_upper, voice_chords
from generation.codecs.monophonic import Cell, encode_latest

BASS = Meters(
    four=("b.......b.......", "b...-...5...-...", "b.......5.....a."),
    three=("b...........", "b...5...a..."),
    six=("b...5...", "b...b..."),
)
STRINGS = Meters(
    four=("-...x...-...x...", "x.......x.......", "x.x.x.x.x.x.x.x.", "l.m.h.m.l.m.h.m."),
    three=("-...x...x...", "x...........", "l.m.h.m.h.m."),
    six=("x.......", "-.x.-.x.", "lmh.mhm."),
)


def play_symphony(sheet: Sheet) -> Playing:
    """The counter voice is that of brass and timpani: it sounds at cadences alone."""
    voicings = voice_chords(sheet, take_upper, 48, 70, 13)
    inner = play_comping(STRINGS, sheet, voicings, 1)
    parts = [
        play_bass(BASS, sheet, 2, center=41),
        *inner,
        answer_melody(sheet, 64, 84),
        sound_cadences(sheet),
    ]
    return Playing([encode_latest(cells, sheet.grid.steps) for cells in parts])


def sound_cadences(sheet: Sheet) -> list[Cell]:
    """Roots of the last chord of each phrase and of the first of the next one."""
    bars = [bar for bar in sheet.played_bars() if bar.ends_phrase or bar.number % 8 == 0]
    cells = []
    for bar in bars:
        start = bar.start + (bar.size // 8 * 4 if bar.ends_phrase else 0)
        stop = min(bar.stop if bar.ends_phrase else bar.start + 4, sheet.finish)
        if sheet.entry <= start < stop:
            cells.append(Cell(start, stop, 48 + sheet.chord_at(start).symbol.root % 12))
    return [*cells, Cell(sheet.finish, sheet.grid.steps, 48 + sheet.chords[-1].symbol.root)]
