"""A rock band: power chords in eighths and riffs, a bass that drives, loud drums."""

from generation.arranger.answers import answer_melody
from generation.arranger.basses import play_bass
from generation.arranger.drums import Beats, play_drums
from generation.arranger.patterns import Meters, play_comping
from generation.arranger.sheet import Playing, Sheet
from generation.arranger.voicing import take_power, voice_chords
from generation.codecs.monophonic import encode_latest

BASS = Meters(
    four=("b.b.b.b.b.b.b.b.", "b.b...b.b.b...5.", "b..bb.b.b..bb.a.", "b.b.8.b.b.b.8.a."),
    three=("b.b.b.b.b.b.", "b...b.b.5.a."),
    six=("b.bb.b..", "b..b.b.."),
)
GUITAR = Meters(
    four=("x.x.x.x.x.x.x.x.", "x..x..x...x.x.x.", "x.xxx.xxx.xxx.x.", "x.......x..x..x."),
    three=("x.x.x.x.x.x.", "x.....x.x.x."),
    six=("xxx.xxx.", "x.xx.x.."),
)
DRUMS = Beats(
    four=(
        {"k": "x.x.....x.x.....", "s": "....x.......x...", "h": "x.x.x.x.x.x.x.x."},
        {"k": "x.....x...x.....", "s": "....x.......x...", "r": "x...x...x...x..."},
        {"k": "x..x..x.x.......", "s": "....x.......x...", "H": "x...x...x...x..."},
    ),
    three=({"k": "x.....x.....", "s": "....x...x...", "h": "x.x.x.x.x.x."},),
    six=({"k": "x..x....", "s": "....x...", "h": "xxx.xxx."},),
    fills=(
        {"s": "xxxx....", "t": "....xx..", "l": "......xx"},
        {"s": "xx......", "t": "..xx....", "m": "....xx..", "l": "......xx", "k": "x...x..."},
        {"s": "x.x.xxxx", "k": "x...x..."},
    ),
)


def play_rock(sheet: Sheet) -> Playing:
    voicings = voice_chords(sheet, take_power, 40, 63, 12)
    guitar = play_comping(GUITAR, sheet, voicings, 1)
    parts = [play_bass(BASS, sheet, 2, center=36), *guitar, answer_melody(sheet, 57, 76)]
    lines = [encode_latest(cells, sheet.grid.steps) for cells in parts]
    return Playing(lines, play_drums(DRUMS, sheet, 3))
