"""Songs for voice and piano (OpenScore Lieder): the singer has the tune, the left hand the bass,
the right hand comps; a second singer or an instrument answers. Beside them dances and arranged
tunes."""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from generation.codecs.monophonic import encode_skyline
from generation.datasets.archive import read_scores
from generation.datasets.openewld import chord_sheets
from generation.datasets.openscore import LIEDER
from generation.techniques.gan.genres.arranged import arrange_tunes, read_tune
from generation.techniques.gan.genres.bands import Ranges, reduce_band
from generation.techniques.gan.genres.casting import Cast
from generation.techniques.gan.genres.ensemble import Ensemble, OffGrid, Player, read_ensemble
from generation.techniques.gan.genres.hands import read_hands
from generation.techniques.gan.genres.roles import (
    GENRES,
    BandPiece,
    fill_roles,
    mark_present,
    share_windows,
)
from generation.techniques.gan.pop import split_bass

GENRE = GENRES.index("folk")
PLUCKED = (*range(8), *range(16, 26), 46)  # keyboards, guitars and harp accompany
KINDS = ("folk, world, & country", "")  # of OpenEWLD
TUNES_SHARE, DANCES_SHARE = 0.2, 0.1  # of the windows drawn
LEFT_HAND = 60  # the middle C, up to which the lowest note is its bass
VOICES = 2  # at most, or it is a choir


def read_ensembles(folder: Path, split: str) -> Iterator[tuple[str, Ensemble]]:
    """The songs that lie on sixteenths somewhere, with one or two voices and a piano."""
    for row, score in read_scores(folder / f"{LIEDER}.zip", split):
        try:
            ensemble = read_ensemble(score, upbeats=True)
        except OffGrid:
            continue
        voices, accompaniment = split_players(ensemble)
        if 0 < len(voices) <= VOICES and accompaniment:
            yield f"{LIEDER}/{row['id']}", ensemble


def read_bands(folder: Path, split: str) -> list[BandPiece]:
    """Lieder; and for training dances for the piano, and folk tunes played by the arranger."""
    songs = [make_band(*each) for each in read_ensembles(folder, split)]
    if split != "train":
        return songs
    sheets = [sheet for sheet in chord_sheets(folder, split) if sheet.genre in KINDS]
    tunes = arrange_tunes([read_tune(sheet, "folk") for sheet in sheets], "folk", drums=False)
    dances = read_hands(folder, split, "folk", GENRE)
    rest = 1 - TUNES_SHARE - DANCES_SHARE
    return share_windows((songs, rest), (tunes, TUNES_SHARE), (dances, DANCES_SHARE))


def split_players(ensemble: Ensemble) -> tuple[list[Player], list[Player]]:
    """(who sings, who accompanies)."""
    singing = [each for each in ensemble.players if each.program not in PLUCKED]
    return singing, [each for each in ensemble.players if each.program in PLUCKED]


def make_band(name: str, ensemble: Ensemble) -> BandPiece:
    (singer, *others), accompaniment = split_players(ensemble)
    bass, hands = split_bass(
        list(chain.from_iterable(each.cells for each in accompaniment)), LEFT_HAND
    )
    answer = list(chain.from_iterable(each.cells for each in others))
    cast = Cast(singer.cells, bass, hands, [], answer, 0)
    _, lines = reduce_band([cast], Ranges(), ensemble.steps)
    voices = fill_roles(lines, ensemble.steps)
    return BandPiece(
        name,
        encode_skyline(singer.cells, ensemble.steps),
        voices,
        ensemble.position,
        ensemble.length,
        ensemble.starts,
        GENRE,
        mark_present(voices, drums=False),
    )
