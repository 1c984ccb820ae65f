"""The card that tells how an entry ended: its notes below the ranks it may have, in letters of
pixels, drawn without a picture library."""

from itertools import chain

from chartbusters.challenges.results import Result
from chartbusters.sharing.preview_image import HEIGHT, NIGHT, TRACKS, WIDTH, Sheet, sheet_of
from generation.music.song import Song

PAPER = bytes.fromhex("f0efe8")
MEDALS = {"gold": TRACKS[2], "silver": TRACKS[7], "bronze": TRACKS[0], "": PAPER}
BAND = 250  # pixels at the head
# Five columns a letter, each a number of seven bits, the highest the lowest row.
LETTERS = {
    "0": "3e 51 49 45 3e",
    "1": "00 42 7f 40 00",
    "2": "42 61 51 49 46",
    "3": "21 41 45 4b 31",
    "4": "18 14 12 7f 10",
    "5": "27 45 45 45 39",
    "6": "3c 4a 49 49 30",
    "7": "01 71 09 05 03",
    "8": "36 49 49 49 36",
    "9": "06 49 49 29 1e",
    "-": "08 08 08 08 08",
    " ": "00 00 00 00 00",
    "!": "00 00 5f 00 00",
    "?": "02 01 51 09 06",
    ".": "00 60 60 00 00",
    ",": "00 50 30 00 00",
    ":": "00 36 36 00 00",
    "'": "00 05 03 00 00",
    "&": "36 49 55 22 50",
    "A": "7e 11 11 11 7e",
    "B": "7f 49 49 49 36",
    "C": "3e 41 41 41 22",
    "D": "7f 41 41 22 1c",
    "E": "7f 49 49 49 41",
    "F": "7f 09 09 09 01",
    "G": "3e 41 49 49 7a",
    "H": "7f 08 08 08 7f",
    "I": "00 41 7f 41 00",
    "J": "20 40 41 3f 01",
    "K": "7f 08 14 22 41",
    "L": "7f 40 40 40 40",
    "M": "7f 02 0c 02 7f",
    "N": "7f 04 08 10 7f",
    "O": "3e 41 41 41 3e",
    "P": "7f 09 09 09 06",
    "Q": "3e 41 51 21 5e",
    "R": "7f 09 19 29 46",
    "S": "46 49 49 49 31",
    "T": "01 01 7f 01 01",
    "U": "3f 40 40 40 3f",
    "V": "1f 20 40 20 1f",
    "W": "3f 40 38 40 3f",
    "X": "63 14 08 14 63",
    "Y": "07 08 70 08 07",
    "Z": "61 51 49 45 43",
}


def result_png(song: Song, result: Result) -> bytes:
    sheet = sheet_of(song, Sheet(WIDTH, HEIGHT - BAND, 40))
    sheet = Sheet(WIDTH, HEIGHT, 0, [bytearray(NIGHT * WIDTH) for _ in range(BAND)] + sheet.rows)
    colour = MEDALS[result.medal]
    write(sheet, "CHARTBUSTERS", 60, 50, 4, PAPER)
    write(sheet, f"RANK {result.rank}", 60, 115, 14, colour)
    write(sheet, f"OF {result.of}", 60 + 84 * (6 + len(result.rank)), 157, 8, PAPER)
    return sheet.png()


def write(sheet: Sheet, text: str, x: int, y: int, dot: int, colour: bytes) -> None:
    """Letters of five by seven dots, one dot apart; what goes beyond the edge is left out."""
    columns = chain.from_iterable(f"{LETTERS[letter]} 00".split() for letter in text)
    for number, column in enumerate(int(part, 16) for part in columns):
        left = x + number * dot
        for row in range(7) if left + dot <= sheet.width else ():
            if column >> row & 1:
                sheet.fill(left, left + dot, y + row * dot, dot, colour)
