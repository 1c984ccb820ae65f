"""A jazz band: a walking bass, shell voicings between the beats, a ride cymbal. Straight on the
grid: how far the eighths swing is the player's."""

from generation.arranger.answers import answer_melody
from generation.arranger.basses import walk_bass
from generation.arranger.drums import Beats, play_drums
from generation.arranger.patterns import Meters, play_comping
from generation.arranger.sheet import Playing, Sheet
from generation.arranger.voicing import take_shell, voice_chords
from generation.codecs.monophonic import encode_latest

PIANO = Meters(
    four=(
        "x.-...x...-.....",  # Charleston
        "x-..x-..x-..x-..",  # Freddie Green
        "-.x.-.....x...-.",
        "..x...-.x.-.....",
    ),
    three=("x.-.....x-..", "-...x...x-.."),
    six=("x.-..x-.", "-.x.-.x."),
)
DRUMS = Beats(
    four=(
        {"r": "x...x.x.x...x.x.", "h": "....x.......x...", "k": "x..............."},
        {"r": "x...x.x.x...x.x.", "h": "....x.......x...", "s": "......x.......x."},
        {
            "r": "x...x.x.x...x.x.",
            "h": "....x.......x...",
            "s": "..............x.",
            "k": "......x.........",
        },
    ),
    three=({"r": "x...x.x.x.x.", "h": "....x.......", "k": "x..........."},),
    six=({"r": "x.x.x.x.", "h": "....x..."},),
    fills=({"s": "..x.x.x.", "k": "......x."}, {"s": "x.x...x.", "t": "....x...", "k": "......x."}),
)


def play_jazz(sheet: Sheet) -> Playing:
    voicings = voice_chords(sheet, take_shell, 50, 67, 10)
    piano = play_comping(PIANO, sheet, voicings, 1)
    parts = [walk_bass(sheet, 2), *piano, answer_melody(sheet, 57, 74)]
    lines = [encode_latest(cells, sheet.grid.steps) for cells in parts]
    return Playing(lines, play_drums(DRUMS, sheet, 3, crash=False))
