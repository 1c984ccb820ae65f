"""A pop band: a bass figure, a piano that breaks its chords, strings that answer the singer."""

from generation.arranger.answers import answer_melody
from generation.arranger.basses import play_bass
from generation.arranger.drums import Beats, play_drums
from generation.arranger.patterns import Meters, play_comping
from generation.arranger.sheet import Playing, Sheet
from generation.arranger.voicing import take_upper, voice_chords
from generation.codecs.monophonic import encode_latest

BASS = Meters(
    four=("b......-b.....1.", "b....-b.b.....--", "b.....--5...a...", "b..........-5.a."),
    three=("b.........--", "b......-5...", "b.....5...a."),
    six=("b.......", "b..-5...", "b...a..."),
)
PIANO = Meters(
    four=("x.mhm.h.l.mhm.h.", "x...w..mx...w.m.", "l.m.h.m.l.m.h.m.", "x.h.m.h.w.l.m.h."),
    three=("l.m.h.m.h.m.", "l...w...w...", "x...w.m.w.m."),
    six=("lmh.mhm.", "l.w.m.w.", "x.m.h.m."),
)
DRUMS = Beats(
    four=(
        {"k": "x.....x.x.......", "s": "....x.......x...", "h": "x.x.x.x.x.x.x.x."},
        {"k": "x.......x.x.....", "s": "....x.......x...", "h": "x.x.x.x.x.x.x..."},
        {
            "k": "x..x....x..x....",
            "s": "....x..x.x..x...",
            "h": "xxx.xxx.xxx.xx..",
            "H": "..............x.",
        },
        {"k": "x..x....x.x.....", "s": "....x.......x...", "r": "x.x.x.x.x.x.x.x."},
    ),
    three=({"k": "x...........", "s": "....x...x...", "h": "x.x.x.x.x.x."},),
    six=({"k": "x.......", "s": "....x...", "h": "xxx.xxx."},),
    fills=(
        {"s": "....x.xx", "k": "x.......", "H": "......x."},
        {"t": "x.x.....", "m": "....x...", "l": "......x.", "k": "x......."},
        {"s": "x.xx....", "m": "....xx..", "l": "......xx"},
    ),
)


def play_pop(sheet: Sheet) -> Playing:
    voicings = voice_chords(sheet, take_upper, 48, 74, 14)
    piano = play_comping(PIANO, sheet, voicings, 1)
    parts = [play_bass(BASS, sheet, 2, center=43), *piano, answer_melody(sheet, 62, 80)]
    lines = [encode_latest(cells, sheet.grid.steps) for cells in parts]
    return Playing(lines, play_drums(DRUMS, sheet, 3))
