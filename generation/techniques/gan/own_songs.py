"""Anybody's songs as the GAN learns them: the tune, and all other tracks as the bass, piano and
strings of the pop band, with their own drums. So `gan-pop` can go on from its weights with them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from generation.codecs.monophonic import DRUMS, Cell, encode_latest, encode_skyline
from generation.datasets.own import (
    ONLY_DRUMS,
    Unusable,
    cut_song,
    judge_by,
    read_usable,
    refuse_short,
)
from generation.datasets.song_folder import own_source
from generation.music.melody import melody_track
from generation.music.song import Song
from generation.techniques.gan.corpus import make_corpus, pack_corpus
from generation.techniques.gan.genres.bands import encode_lowest, lay_strokes
from generation.techniques.gan.genres.ensemble import (
    Ensemble,
    OffGrid,
    Player,
    read_song_ensemble,
)
from generation.techniques.gan.genres.hands import split_tune
from generation.techniques.gan.genres.passages import CHORDS, HELD
from generation.techniques.gan.pieces import Piece
from generation.techniques.gan.pop import (
    BASS_BOTTOM,
    BASS_TOP,
    LONGEST_PEDAL,
    PIANO_RANGE,
    STRINGS_RANGE,
    fold_octaves,
    split_bass,
    split_voices,
)
from generation.training.packs import Arrays, BadPack

LONGEST_WINDOW = 128  # steps of a window of training
RESTS = 0.1  # share of melodies given extra rests
BASSES = (*range(32, 40), 43, 58)  # General MIDI: basses, contrabass, tuba
CHORDAL = range(32)  # keyboards, organs, guitars: they comp
LOW = 50  # D3: who plays lower on the whole is the bass
NOTES, PITCHES = 8, 3  # of a melody at least
FREE = "played freely: its notes lie beside the sixteenths"
ALONE = "one line alone, which nothing accompanies"
NO_MELODY = "no melody beside chords"


@dataclass(frozen=True)
class OwnPiece(Piece):
    """With the drums that it has, (9, T)."""

    drums: NDArray[np.bool_]


def pack_songs(songs: Iterable[Song]) -> Arrays:
    """Those of the songs that can be learnt from, end to end. Raises `BadPack` where none can."""
    pieces = read_usable(read_piece, songs)
    if not pieces:
        raise BadPack("None of these songs has a melody with an accompaniment to learn from.")
    corpus = make_corpus(list(pieces), [1.0] * len(pieces), [], RESTS)
    drums = np.concatenate([piece.drums for piece in pieces], 1).astype(np.uint8)
    return {**pack_corpus(corpus), "drums": drums}


def read_piece(song: Song) -> OwnPiece:
    """Raises `Unusable`."""
    song = cut_song(song)
    if all(track.drums for track in song.tracks):
        raise Unusable(ONLY_DRUMS)
    refuse_short(song)
    try:
        ensemble = read_song_ensemble(song)
    except OffGrid as error:
        raise Unusable(FREE) from error
    return cast_piece(song.title, ensemble, melody_track(song))


def cast_piece(name: str, ensemble: Ensemble, tune: int) -> OwnPiece:
    """`tune` is the number of the player who has it; a chord of theirs is its highest note, and the
    others accompany it."""
    melody, inner = split_tune(ensemble.players[tune].cells)
    if len(melody) < NOTES or len({cell.pitch for cell in melody}) < PITCHES:
        raise Unusable(NO_MELODY)
    others = [p for n, p in enumerate(ensemble.players) if n != tune and not p.drums]
    if not others and not inner:
        raise Unusable(ALONE)
    steps = ensemble.steps
    bass, chords, line = share_out(others, inner)
    chords = [Cell(a, min(b, a + LONGEST_PEDAL), p) for a, b, p in chords]
    voices = (
        encode_lowest(fold_octaves(bass, BASS_BOTTOM, BASS_TOP), steps),
        *split_voices(fold_octaves(chords, *PIANO_RANGE), steps),
        encode_skyline(fold_octaves(line, *STRINGS_RANGE), steps),
    )
    return OwnPiece(
        name,
        encode_latest(melody, steps),
        voices,
        ensemble.position,
        ensemble.length,
        find_starts(ensemble),
        find_drums(ensemble),
    )


def find_starts(ensemble: Ensemble) -> NDArray[np.int32]:
    """Where windows may begin: each piece has one early enough for half of the longest window."""
    early = max(1, ensemble.steps - LONGEST_WINDOW // 2)
    if (ensemble.starts < early).any():
        return ensemble.starts
    return np.concatenate([np.zeros(1, np.int32), ensemble.starts])


def share_out(
    others: Sequence[Player], inner: Sequence[Cell]
) -> tuple[list[Cell], list[Cell], list[Cell]]:
    """(bass, chords, line): the lowest player who is a bass, what comps, and one line above it.
    Where nobody is the bass, the lowest notes of the chords are."""
    bass = min(filter(is_bass, others), key=measure_height, default=None)
    left = [player for player in others if player is not bass]
    lines = [player for player in left if is_line(player)]
    line = max(lines, key=measure_height, default=None) if inner or len(left) > 1 else None
    chords = list(chain(inner, *(player.cells for player in left if player is not line)))
    held = list(line.cells) if line else []
    if bass:
        return bass.cells, chords, held
    low, rest = split_bass(chords)
    return low, rest, held


def measure_height(player: Player) -> float:
    return float(np.median([cell.pitch for cell in player.cells]))


def is_bass(player: Player) -> bool:
    return player.program in BASSES or (measure_height(player) < LOW and plays_alone(player))


def is_line(player: Player) -> bool:
    """Strings, winds, voices; and whoever holds long notes."""
    held = float(np.median([cell.stop - cell.start for cell in player.cells])) >= HELD
    return player.program not in CHORDAL and (held or plays_alone(player))


def plays_alone(player: Player) -> bool:
    """Whether it plays notes, not chords."""
    return len(player.cells) < CHORDS * len({cell.start for cell in player.cells})


def find_drums(ensemble: Ensemble) -> NDArray[np.bool_]:
    """(9, T)"""
    strokes = lay_strokes(ensemble.players, ensemble.steps)
    return np.zeros((DRUMS, ensemble.steps), bool) if strokes is None else strokes


SOURCE = own_source(pack_songs)
judge = judge_by(read_piece)
