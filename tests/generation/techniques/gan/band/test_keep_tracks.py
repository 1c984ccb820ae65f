"""What other tracks of a song play is heard by the band, and not doubled."""

from collections.abc import Callable

import numpy as np

from generation.codecs.monophonic import LOWEST, REST
from generation.music.song import Song
from generation.techniques.gan.band.config import BEGINS, HELD, RESTS
from generation.techniques.gan.band.keeping import Kept, read_kept
from generation.techniques.gan.genres.roles import ROLES, VOICES
from generation.techniques.gan.melody import prepare_melody
from tests.generation.small_band import SMALL

SongMaker = Callable[..., Song]


def keep(song: Song) -> tuple[Kept, int]:
    prepared = prepare_melody(song, song.tracks[0].notes, choir=False)
    return read_kept(song, 0, prepared, SMALL), prepared.shift


def test_it_works(sample_song: SongMaker) -> None:
    kept, shift = keep(sample_song(bars=4, band=True))
    bass = kept.band.state[VOICES.index("bass")]
    assert set(bass.tolist()) == {36 - LOWEST + 1 + shift}
    assert (kept.band.rhythm[VOICES.index("bass")].reshape(4, 16)[:, 0] == BEGINS).all()
    assert (kept.band.rhythm[VOICES.index("bass")].reshape(4, 16)[:, 1:] == HELD).all()
    assert kept.band.drums.any()
    assert kept.roles.tolist() == [role not in ("pad", "counter") for role in ROLES]


def test_chords_are_their_lowest_inner_and_highest_notes(sample_song: SongMaker) -> None:
    kept, shift = keep(sample_song(bars=4, band=True))
    names = ("comp low", "comp middle", "comp high")
    first = [int(kept.band.state[VOICES.index(name), 0]) for name in names]
    assert first == [pitch - LOWEST + 1 + shift for pitch in (48, 52, 55)]


def test_the_melody_alone_leaves_all_roles_open(sample_song: SongMaker) -> None:
    kept, _ = keep(sample_song(bars=4))
    assert not kept.roles.any()
    assert (kept.band.state == REST).all() and (kept.band.rhythm == RESTS).all()


def test_the_first_of_two_tracks_in_a_role_is_heard(sample_song: SongMaker) -> None:
    song = sample_song(bars=4, band=True)
    doubled = song.with_tracks([*song.tracks, song.tracks[1]])
    for one, other in zip(keep(song)[0].band, keep(doubled)[0].band, strict=True):
        assert np.array_equal(one, other)
