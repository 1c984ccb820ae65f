"""Jazz: there are no real bands to learn from. Lead sheets of OpenEWLD played by the arranger over
their own chords, with real grooves; and piano rags, whose two hands are real."""

from pathlib import Path

from generation.datasets.openewld import chord_sheets
from generation.techniques.gan.genres.arranged import arrange_tunes, read_tune
from generation.techniques.gan.genres.hands import read_hands
from generation.techniques.gan.genres.roles import GENRES, BandPiece, share_windows

GENRE = GENRES.index("jazz")
KINDS = ("jazz", "stage & screen", "blues")  # of OpenEWLD: jazz is played on show tunes
RAGS_SHARE = 0.15  # of the windows drawn


def read_bands(folder: Path, split: str) -> list[BandPiece]:
    """Arranged tunes, and rags at their fixed share of the windows."""
    sheets = [sheet for sheet in chord_sheets(folder, split) if sheet.genre in KINDS]
    tunes = [read_tune(sheet, "jazz") for sheet in sheets]
    arranged = arrange_tunes(tunes, "jazz", drums=True)
    rags = read_hands(folder, split, "jazz", GENRE)
    return share_windows((arranged, 1 - RAGS_SHARE), (rags, RAGS_SHARE))
