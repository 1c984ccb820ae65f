"""The card that tells how an entry ended: the ranks it may have, its title and its maker, above its
notes."""

from chartbusters.challenges.results import Result
from chartbusters.sharing.lettering import lines_of, write
from chartbusters.sharing.preview_image import EDGE, HEIGHT, TRACKS, WIDTH, Words, sheet_of
from chartbusters.sharing.sheets import NIGHT, PAPER, SOFT, Sheet, png_of
from generation.music.song import Song

MEDALS = {"gold": TRACKS[2], "silver": TRACKS[7], "bronze": TRACKS[0], "": PAPER}
HEAD = 330  # pixels


def result_png(song: Song, result: Result, words: Words, contest: str) -> bytes:
    notes = sheet_of(song, Sheet(WIDTH, HEIGHT - HEAD, 40))
    head = [bytearray(NIGHT * WIDTH) for _ in range(HEAD)]
    image = Sheet(WIDTH, HEIGHT, 0, head + notes.rows).image()
    write(image, "CHARTBUSTERS", (EDGE, 40), 26, TRACKS[1])
    room = WIDTH - 2 * EDGE
    told = f"{words.beneath} · {contest}"
    for text, y, size, colour in (
        (f"Rank {result.rank} of {result.of}", 82, 80, MEDALS[result.medal]),
        (words.title, 182, 56, PAPER),
        (told, 260, 32, SOFT),
    ):
        for line in lines_of(text, size=size, width=room, most=1):
            write(image, line, (EDGE, y), size, colour)
    return png_of(image)
