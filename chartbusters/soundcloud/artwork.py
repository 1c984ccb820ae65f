"""The picture of a track: the notes of the song, square as SoundCloud has them."""

from chartbusters.sharing.preview_image import sheet_of
from chartbusters.sharing.sheets import Sheet
from generation.music.song import Song

SIDE, MARGIN = 1_000, 80  # pixels


def artwork_png(song: Song) -> bytes:
    return sheet_of(song, Sheet(SIDE, SIDE, MARGIN)).png()
