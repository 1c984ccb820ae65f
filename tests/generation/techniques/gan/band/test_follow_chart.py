"""The band network under chords that somebody wrote."""

from dataclasses import replace

from generation.music.song import Song
from generation.techniques.gan.band.inference import Generator
from generation.techniques.gan.band.moods import Model
from generation.techniques.gan.band.sampler import perform
from generation.training.export import export_tensors
from tests.generation.small_band import CARDS, SMALL, TEXTURES, opinionated
from tests.generation.techniques.gan.test_follow_chords import WRITTEN, measure_bass, measure_inside

MODEL = Model(Generator(SMALL, export_tensors(opinionated())), TEXTURES)


def play(song: Song, strength: float = 1.0) -> Song:
    wishes = CARDS["rock"].complete_parameters({"follow_chords": strength, "refine": 0})
    return perform(MODEL, CARDS["rock"], song, 0, wishes, 1)


def test_it_works() -> None:
    plain, band = play(replace(WRITTEN, chords=())), play(WRITTEN)
    assert measure_inside(band.tracks[1:]) > measure_inside(plain.tracks[1:]) + 0.1
    assert measure_bass(band.tracks[1]) > measure_bass(plain.tracks[1]) + 0.1


def test_a_strength_of_zero_changes_nothing() -> None:
    assert play(WRITTEN, 0).tracks == play(replace(WRITTEN, chords=())).tracks
