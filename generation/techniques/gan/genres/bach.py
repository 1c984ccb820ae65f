"""Chorales as bands of three: alto and tenor comp under the soprano, the bass is the bass."""

from pathlib import Path

from generation.datasets.fake_chorales import original_frames
from generation.techniques.gan.bach import FAKES_SHARE, encode_chorale, load_chorales
from generation.techniques.gan.genres.roles import (
    GENRES,
    BandPiece,
    fill_roles,
    mark_present,
    share_windows,
)
from generation.techniques.gan.pieces import Piece

GENRE = GENRES.index("bach")


def read_bands(folder: Path, split: str) -> list[BandPiece]:
    """The chorales of one split; for training also fake ones that repeat no held-out chorale,
    at their fixed share of the windows."""
    real = [make_band(piece) for piece in load_chorales(folder, split)]
    if split != "train":
        return real
    frames = original_frames(folder, split).items()
    fakes = [make_band(encode_chorale(f"js_fakes/{name}", each)) for name, each in frames]
    return share_windows((real, 1 - FAKES_SHARE), (fakes, FAKES_SHARE))


def make_band(chorale: Piece) -> BandPiece:
    alto, tenor, bass = chorale.voices
    lines = {"comp high": alto, "comp middle": tenor, "bass": bass}
    voices = fill_roles(lines, chorale.steps)
    return BandPiece(
        **{**vars(chorale), "voices": voices},
        genre=GENRE,
        present=mark_present(voices, drums=False),
    )
