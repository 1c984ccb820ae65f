"""Where the instruments of a drum kit stand on a staff of five lines, and with what heads."""

from typing import NamedTuple


class Position(NamedTuple):
    """A place on the staff, as of a treble clef; the head of the note, and which voice plays."""

    step: str
    octave: int
    head: str = ""
    feet: bool = False


# As in Norman Weinberg's guide, which most scores follow.
POSITIONS = {
    35: Position("E", 4, feet=True),
    36: Position("F", 4, feet=True),
    37: Position("C", 5, "x"),
    38: Position("C", 5),
    39: Position("C", 5, "cross"),
    40: Position("C", 5, "slash"),
    41: Position("G", 4),
    42: Position("G", 5, "x"),
    43: Position("A", 4),
    44: Position("D", 4, "x", feet=True),
    45: Position("B", 4),
    46: Position("G", 5, "circle-x"),
    47: Position("D", 5),
    48: Position("D", 5, "triangle"),
    49: Position("A", 5, "x"),
    50: Position("E", 5),
    51: Position("F", 5, "x"),
    52: Position("B", 5, "circle-x"),
    53: Position("F", 5, "diamond"),
    54: Position("E", 5, "triangle"),
    55: Position("B", 5, "x"),
    56: Position("E", 5, "x"),
    57: Position("B", 5, "diamond"),
    59: Position("F", 5, "circle-x"),
}
ELSEWHERE = Position("E", 5, "diamond")
DRUMS = {
    **{35: "Low bass drum", 36: "Bass drum", 37: "Side stick", 38: "Snare drum", 39: "Hand clap"},
    **{40: "Electric snare", 41: "Low floor tom", 42: "Closed hi-hat", 43: "High floor tom"},
    **{44: "Pedal hi-hat", 45: "Low tom", 46: "Open hi-hat", 47: "Low-mid tom", 48: "High-mid tom"},
    **{49: "Crash cymbal", 50: "High tom", 51: "Ride cymbal", 52: "Chinese cymbal"},
    **{53: "Ride bell", 54: "Tambourine", 55: "Splash cymbal", 56: "Cowbell", 57: "Second crash"},
    **{58: "Vibraslap", 59: "Second ride", 60: "High bongo", 61: "Low bongo", 62: "Mute conga"},
    **{63: "Open conga", 64: "Low conga", 65: "High timbale", 66: "Low timbale", 67: "High agogo"},
    **{68: "Low agogo", 69: "Cabasa", 70: "Maracas", 75: "Claves", 76: "High wood block"},
    **{77: "Low wood block", 80: "Mute triangle", 81: "Open triangle"},
}


def position_of(pitch: int) -> Position:
    return POSITIONS.get(pitch, ELSEWHERE)


def drum_name(pitch: int) -> str:
    return DRUMS.get(pitch, f"Percussion {pitch}")
