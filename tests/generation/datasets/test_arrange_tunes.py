"""The small pack of our own: tunes that code writes, their settings, and that they are always the
same."""

from collections.abc import Iterator
from itertools import chain

import pytest

from generation.datasets.arranged import settings
from generation.datasets.arranged.settings import (
    list_bands,
    list_choirs,
    list_tunes,
    set_tune,
    split_of,
)
from generation.datasets.arranged.writing import HIGHEST, LOWEST, write_tune
from generation.datasets.offers import SHIPPED
from generation.datasets.tunes import TUNES
from generation.music.song import Song
from generation.packing import arranged
from generation.packing.arranged import make_arranged
from generation.training.packs import read_pack


@pytest.fixture
def few_tunes(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    tunes = list(list_tunes())
    chosen = [*tunes[:3], *tunes[-9:]]
    monkeypatch.setattr(settings, "list_tunes", lambda: iter(chosen))
    forget()
    yield
    forget()


def forget() -> None:
    """What was arranged of other tunes is kept by the process."""
    for kept in (arranged.bands, arranged.choirs):
        kept.cache_clear()


@pytest.mark.parametrize("seed", range(24))
def test_a_tune_is_sixteen_bars_that_a_voice_can_sing(seed: int) -> None:
    tune = write_tune(seed)
    pitches = [note.pitch for note in tune.tracks[0].notes]
    assert len(tune.bar_starts()) == 16 and len(tune.chords) == 16
    assert min(pitches) >= LOWEST and max(pitches) <= HIGHEST and len(set(pitches)) > 2


def test_a_seed_makes_the_same_tune_and_another_another() -> None:
    assert write_tune(3) == write_tune(3)
    assert len({write_tune(seed).tracks[0].notes for seed in range(30)}) == 30


def test_there_are_tunes_enough_on_both_sides() -> None:
    sides = [split_of(name) for name, _ in list_tunes()]
    assert len(sides) >= 50 + len(TUNES)
    assert len(sides) / 12 < sides.count("valid") < len(sides) / 5


def test_no_tune_is_on_both_sides(few_tunes: None) -> None:
    def tunes(songs: list[Song]) -> set[object]:
        return {song.tracks[0].notes for song in songs}

    assert not tunes(list_bands("train")) & tunes(list_bands("valid"))
    assert tunes(list_choirs("train")) == tunes(list_bands("train"))


def test_settings_of_a_tune_differ_and_keep_the_tune(few_tunes: None) -> None:
    songs = list_choirs("train")
    first = songs[:3]
    assert len({song.tracks[0] for song in first}) == 1
    assert len({song.tracks[1:] for song in first}) > 1


@pytest.mark.parametrize("style", ["pop", "rock", "jazz", "folk", "symphony", "bach"])
def test_everybody_of_a_band_plays(style: str) -> None:
    song = set_tune(write_tune(5), style, 1)
    assert all(track.notes for track in song.tracks) and len(song.tracks) == 4 + (
        style not in ("symphony", "bach")
    )


def test_a_pack_is_the_same_again(few_tunes: None) -> None:
    one, other = make_arranged("arcnn"), make_arranged("arcnn")
    assert one.description == other.description
    assert all((one.arrays[name] == other.arrays[name]).all() for name in one.arrays)


@pytest.mark.slow
@pytest.mark.parametrize("technique", ["gan", "arcnn", "transformer"])
def test_the_shipped_packs_are_what_the_code_makes(technique: str) -> None:
    made = make_arranged(technique)
    shipped = read_pack(SHIPPED / f"arranged-{technique}.pack", technique)
    assert made.arrays.keys() == shipped.arrays.keys()
    assert all((made.arrays[name] == shipped.arrays[name]).all() for name in made.arrays)
    assert made.description.items() <= shipped.description.items()


def test_every_piece_is_counted_in_the_pack() -> None:
    for technique in ("gan", "arcnn", "transformer"):
        music = read_pack(SHIPPED / f"arranged-{technique}.pack", technique).description["music"]
        counts = chain.from_iterable(part.values() for part in music["own"].values())
        assert all(counts) and music["own"]["train"]["pieces"] >= 150
