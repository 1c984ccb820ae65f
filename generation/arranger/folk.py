"""A folk band: bass and chord in turn, broken chords or a drone, jigs and waltzes; a light drum."""

from generation.arranger.answers import answer_melody
from generation.arranger.basses import play_bass
from generation.arranger.drums import Beats, play_drums
from generation.arranger.patterns import Meters, play_comping
from generation.arranger.sheet import Playing, Sheet
from generation.arranger.voicing import take_upper, voice_chords
from generation.codecs.monophonic import encode_latest

BASS = Meters(
    four=("b.......5.......", "b.......5.....a.", "b..............."),
    three=("b...........", "b.......a..."),
    six=("b...5...", "b...b..."),
)
GUITAR = Meters(
    four=("-...x-..-...x-..", "-...x.w.-...x.w.", "l.m.h.m.l.m.h.m."),
    three=("-...x-..x-..", "l.m.h.m.h.m."),
    six=("-.x.-.x.", "lmh.mhm."),
)
DRUMS = Beats(
    four=(
        {"k": "x.......x.......", "s": "....x.......x..."},
        {"k": "x.......x.......", "h": "....x.......x.x."},
    ),
    three=({"k": "x...........", "h": "....x...x..."},),
    six=({"k": "x...x...", "h": "..x...x."}, {"k": "x.......", "h": "x.x.x.x."}),
    fills=({"s": "....x.xx", "k": "x......."},),
)


def play_folk(sheet: Sheet) -> Playing:
    voicings = voice_chords(sheet, take_upper, 46, 66, 9)
    guitar = play_comping(GUITAR, sheet, voicings, 1)
    parts = [play_bass(BASS, sheet, 2), *guitar, answer_melody(sheet, 60, 77)]
    lines = [encode_latest(cells, sheet.grid.steps) for cells in parts]
    return Playing(lines, play_drums(DRUMS, sheet, 3, crash=False))
