"""The report on one song, and how well its score tells music from what is not."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from generation.music.slices import slice_bars
from generation.music.song import TICKS_PER_QUARTER, Note, Song, Track
from generation.music.theory import transpose
from scoring.metrics import METRICS
from scoring.order.verdict import GROUPS
from scoring.reference import GENERAL, Distribution, genres, reference_of
from scoring.reference.works import GENRES, split_pieces
from scoring.report import judge, metric_score

BAR = 4 * TICKS_PER_QUARTER
Draw = np.random.Generator


def test_it_works(sample_song):
    report = judge(sample_song(16, band=True), "pop")
    assert list(report.metrics) == [metric.name for metric in METRICS]
    assert 0 <= report.score <= 100
    assert set(report.groups) == set(GROUPS) and report.seed == ""
    reading = report.metrics["in_scale_ratio_key"]
    assert reading.value == 1 and reading.low < reading.high <= 1
    assert (
        reading.verdict
        == "Your in-scale ratio (own key) 1 is inside the range of real pop, 0.91 to 1."
    )


def test_it_says_when_a_figure_is_outside(sample_song):
    report = judge(sample_song(8), "bach")
    assert "below the range of real Bach" in report.metrics["polyphonic_rate"].verdict
    assert report.metrics["polyphonic_rate"].score < 100
    assert (
        report.metrics["tonal_distance"].verdict
        == "Tonal distance: nothing to measure in this song."
    )


def test_it_compares_typical_eight_bars_not_the_length(sample_song):
    short, long = (judge(sample_song(bars, band=True), "pop") for bars in (8, 64))
    assert long.score == pytest.approx(short.score, abs=1)


def test_it_scores_every_key_alike(sample_song):
    tune = sample_song(8, band=True)
    scores = {judge(transpose(tune, semitones), "pop").score for semitones in (-3, 0, 4)}
    assert len(scores) == 1


@pytest.mark.parametrize("song", [Song(), Song((Track(),)), Song((Track((Note(0, 60, 960),)),))])
def test_it_handles_songs_too_short_for_a_score(song):
    report = judge(song)
    assert report.score is None
    assert all(reading.verdict for reading in report.metrics.values())


def test_every_metric_has_a_range_in_real_music():
    """A metric that is new was measured in real music too, or its report has nothing to compare."""
    assert {metric.name for metric in METRICS} == set(reference_of(GENERAL).metrics)


def test_it_handles_a_genre_without_a_reference(sample_song):
    tune = sample_song(8, band=True)
    assert judge(tune, "no such genre").score == judge(tune, GENERAL).score


def test_it_falls_outside_the_plateau():
    real = Distribution(1000, np.linspace(0, 1, 101))
    scores = [metric_score(value, real) for value in (0.5, 0.9, 0.93, 0.97, 1.0, 1.2, 1.3)]
    assert scores[:2] == [100, 100] and scores == sorted(scores, reverse=True)
    assert 60 < scores[2] < 100 and scores[5] > 0 and scores[6] == 0
    assert real.percentile(0.25) == pytest.approx(0.25)
    same = Distribution(1000, np.array([0.0] * 90 + [1.0] * 11))
    assert same.percentile(0.0) == pytest.approx(0.445) and metric_score(0.0, same) == 100


@pytest.mark.parametrize("genre", genres())
def test_it_ships_references_that_hold_no_music(genre):
    reference = reference_of(genre)
    assert reference.windows >= 250 and reference.pieces >= 60 and reference.corpora
    several = {"polyphonic_rate", "tonal_distance"} if genre != "solo" else set()
    assert {"in_scale_ratio_key", *several} <= set(reference.metrics)
    for real in reference.metrics.values():
        assert real.quantiles.shape == (101,) and (np.diff(real.quantiles) >= 0).all()


def moved(song: Song, change: Callable[[Note], Note]) -> Song:
    return song.with_tracks(replace(t, notes=tuple(map(change, t.notes))) for t in song.tracks)


def random_notes(song: Song, draw: Draw) -> Song:
    """The same number of notes, anywhere."""
    return moved(
        song,
        lambda n: n._replace(onset=int(draw.integers(128)) * 240, pitch=int(draw.integers(36, 85))),
    )


def shuffled_beats(song: Song, draw: Draw) -> Song:
    order, beat = draw.permutation(32), TICKS_PER_QUARTER
    return moved(
        song,
        lambda n: n._replace(
            onset=int(order[n.onset // beat]) * beat + n.onset % beat,
            length=min(n.length, beat - n.onset % beat),
        ),
    )


def held_chord(song: Song, draw: Draw) -> Song:
    tracks = []
    for pitch in (48, 60, 64, 67):
        tracks.append(Track(tuple(Note(bar * BAR, pitch, BAR) for bar in range(8))))
    return Song(tuple(tracks))


def chord_loop(song: Song, draw: Draw) -> Song:
    chords = [(48, 60, 64, 67), (53, 60, 65, 69), (55, 59, 62, 67), (48, 60, 64, 67)]
    tracks = []
    for voice in range(4):
        notes = [Note(n * BAR // 2, chords[n % 4][voice], BAR // 2) for n in range(16)]
        tracks.append(Track(tuple(notes)))
    return Song(tuple(tracks))


def held_out(folder: Path, genre: str) -> Iterator[Song]:
    """First eight-bar windows of pieces that the reference was not made from."""
    for _, song in split_pieces(GENRES[genre], folder, "valid"):
        window = slice_bars(song, 8, 8) if len(song.bar_starts()) >= 16 else slice_bars(song, 0, 8)
        if window.note_count >= 32 and len(window.bar_starts()) == 8:
            yield window


def certainty(real: list[float], other: list[float]) -> float:
    """Chance that real music scores above the other (area under the curve)."""
    a, b = np.array(real)[:, None], np.array(other)[None]
    return float((a > b).mean() + (a == b).mean() / 2)


LEAST = 0.92  # for eight bars cut out of a piece; docs/scoring.md has the whole table
SPOILT = (random_notes, held_chord, chord_loop, shuffled_beats)


@pytest.mark.parametrize("genre", ["bach", "pop"])
def test_it_tells_music_from_what_is_not(shared_data, genre):
    draw = np.random.default_rng(0)
    windows = list(islice(held_out(shared_data, genre), 40))
    real = [judge(window, genre).score or 0.0 for window in windows]
    assert 50 < np.median(real) < 90  # real music the judges never heard keeps near the middle
    for spoil in SPOILT:
        spoiled = [judge(spoil(window, draw), genre).score or 0.0 for window in windows]
        assert certainty(real, spoiled) > LEAST, spoil.__name__
