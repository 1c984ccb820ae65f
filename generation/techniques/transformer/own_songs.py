"""Anybody's songs as the Transformer learns them: all tracks, whatever they are; 16 of them at
most."""

from collections.abc import Iterable

import numpy as np

from generation.codecs.score import encode_score
from generation.datasets.own import Unusable, cut_song, judge_by, read_usable, refuse_short
from generation.datasets.song_folder import own_source
from generation.music.song import Song
from generation.techniques.transformer.packing import pack_works, to_arrays
from generation.techniques.transformer.windows import ANY
from generation.techniques.transformer.works import Work
from generation.training.packs import Arrays, BadPack

FEWEST = 16  # notes of a work worth learning from
SLOWEST, FASTEST = 16, 400  # quarters a minute
DENOMINATORS = (1, 2, 4, 8, 16, 32)
FEW_NOTES = f"fewer than {FEWEST} notes"


def pack_songs(songs: Iterable[Song]) -> Arrays:
    """Those of the songs that can be learnt from, end to end. Raises `BadPack` where none can."""
    works = read_usable(read_work, songs)
    if not works:
        raise BadPack(f"None of these songs has {FEWEST} notes to learn from.")
    return to_arrays(pack_works([works], [1.0]))


def read_work(song: Song) -> Work:
    """On the grid of the tokens, at the tempo with which it begins. Raises `Unusable`."""
    song = cut_song(song)
    if song.note_count < FEWEST:
        raise Unusable(FEW_NOTES)
    refuse_short(song)
    score = encode_score(song)
    qpm = int(np.clip(score.tempi[0][1], SLOWEST, FASTEST))
    meters = {0: (4, 4)} | {
        step: (above, below)
        for step, above, below in score.meters
        if below in DENOMINATORS and above <= 64
    }
    told = tuple((step, *meter) for step, meter in sorted(meters.items()))
    return Work(song.title, ANY, score._replace(meters=told, tempi=((0, qpm),)))


SOURCE = own_source(pack_songs)
judge = judge_by(read_work)
