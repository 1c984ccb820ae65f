"""Everybody gets the same melody, bands of strangers fit its meter and key, and what may not be
played in public is not."""

from collections.abc import Callable, Sequence
from itertools import chain
from pathlib import Path

import pytest

from generation.listening.bands import cards_of
from generation.listening.kinds import ACCOMPANY
from generation.listening.makers import arrange_tune
from generation.listening.programme import Programme, Wish, play
from generation.listening.tunes import CORPORA, POP, Corpus, Tune, read_guests, read_tunes
from generation.music.song import Song, Track
from tests.generation.listening.packs import write_pack


@pytest.fixture
def programme(tmp_path: Path, sample_song: Callable[..., Song]) -> Programme:
    return Programme.of(Wish("pop", write_pack(tmp_path, sample_song), bars=8))


def makers_of(programme: Programme, title: str) -> list[str]:
    return [part.maker for part in programme.parts(find(programme, title))]


def find(programme: Programme, title: str) -> Tune:
    return next(tune for tune in programme.tunes if tune.title == title)


def test_everybody_keeps_the_melody(programme: Programme) -> None:
    tune = programme.tunes[0]
    for part in programme.parts(tune):
        song = play(part, tune)
        assert song.tracks[0].notes == tune.notes and len(song.tracks) > 1


def test_makers_are_those_who_have_something(programme: Programme) -> None:
    models = [card.name for card in cards_of(ACCOMPANY.plays, "pop", [])]
    assert makers_of(programme, "One") == [*models, "sheet", "arranger", "shuffled"]
    assert makers_of(programme, "Two") == [
        *models,
        "sheet",
        "arranger",
    ]  # no other waltz has a band
    assert makers_of(programme, "Three") == [*models, "real", "arranger", "shuffled"]


def test_the_arrangers_answer_is_played_by_whoever_has_the_counter_melody(
    programme: Programme,
) -> None:
    song = arrange_tune(programme.tunes, 0, "jazz")
    assert song and "Trumpet" in [track.name for track in song.tracks]


def list_places(tracks: Sequence[Track]) -> list[tuple[int, int]]:
    notes = chain.from_iterable(track.notes for track in tracks)
    return [(note.onset, note.pitch) for note in notes]


def test_a_strangers_band_plays_in_the_key_of_the_melody(programme: Programme) -> None:
    """Both songs are one music in two keys, so the borrowed band is this song's own, and drums."""
    tune = find(programme, "Three")
    parts = {part.maker: part.song for part in programme.parts(tune)}
    assert parts["shuffled"] and parts["real"]
    assert parts["shuffled"].tracks[0] == parts["real"].tracks[0]
    *pitched, drums = parts["shuffled"].tracks
    assert list_places(pitched) == list_places(parts["real"].tracks)
    assert drums.drums


def test_each_melody_has_a_seed_of_its_own(programme: Programme) -> None:
    models = [programme.parts(tune)[0] for tune in programme.tunes]
    assert [part.seed for part in models] == [1, 2, 3, 4]


def test_guests_are_melodies_without_a_band(
    tmp_path: Path, sample_song: Callable[..., Song]
) -> None:
    """A lied is no folk song's guest, for it is one; a lead sheet keeps its chords."""
    folder = write_pack(tmp_path, sample_song)
    known = Programme.of(Wish("folk", folder, bars=8, guests=True)).known
    guests = [tune for tune in known if tune.guest]
    assert [tune.title for tune in guests] == ["One", "Two"]
    assert all(tune.sheet and not tune.real for tune in guests)
    assert not any(tune.guest for tune in Programme.of(Wish("folk", folder, bars=8)).known)


def test_a_guest_of_a_choir_sings(tmp_path: Path, sample_song: Callable[..., Song]) -> None:
    guests = read_guests("bach", write_pack(tmp_path, sample_song), "valid", 8)
    assert {tune.given.tracks[0].name for tune in guests} == {"Soprano"} and len(guests) == 4


def test_what_is_not_free_everywhere_is_left_out(programme: Programme) -> None:
    assert "Not free" not in {tune.title for tune in programme.known}


def test_what_is_not_public_is_for_a_closed_circle(
    programme: Programme, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """And where all is public, a closed circle hears that."""
    one, two = ([tune] for tune in programme.tunes[:2])
    public, private = Corpus(lambda *_: iter(one)), Corpus(lambda *_: iter(two), public=False)
    monkeypatch.setitem(CORPORA, "pop", (public, private))
    monkeypatch.setitem(CORPORA, "folk", (public,))

    def heard(genre: str, closed: bool) -> list[Tune]:
        return read_tunes(genre, tmp_path, "valid", 8, closed_circle=closed)

    assert (heard("pop", False), heard("pop", True), heard("folk", True)) == (one, two, one)


def test_commercial_songs_are_not_public() -> None:
    assert not POP.public and POP in CORPORA["pop"]


def test_it_rejects_a_model_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(LookupError, match="No model is called nobody"):
        Programme.of(Wish("pop", tmp_path, models=["nobody"]))
