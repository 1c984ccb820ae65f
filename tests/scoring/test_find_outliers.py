"""Findings: what lies outside real music, the worst first, at the place where it is worst."""

from dataclasses import replace

import pytest

from generation.music.song import TICKS_PER_QUARTER, Note, Song, Track
from scoring.finding_words import WORDS
from scoring.findings import MOST
from scoring.metrics import METRICS
from scoring.reference import Distribution, reference_of
from scoring.report import judge

BAR = 4 * TICKS_PER_QUARTER


def _beats(bars, pitch_of):
    beats = range(4 * bars)
    notes = [Note(beat * TICKS_PER_QUARTER, pitch_of(beat), TICKS_PER_QUARTER) for beat in beats]
    return Song((Track(tuple(notes)),))


def outliers(report):
    """Findings about metrics, without those about groups of the score."""
    return [finding for finding in report.findings if finding.name in report.metrics]


def test_it_tells_what_is_outside_real_music():
    report = judge(_beats(16, lambda beat: 60), "pop")
    found = {finding.name: finding for finding in outliers(report)}
    assert {name for name in found if report.metrics[name].score == 100} == set()
    assert "only 1 different pitches sound" in found["n_pitches_used"].sentence
    assert "real pop" in found["n_pitches_used"].sentence
    assert 0 < len(outliers(report)) <= MOST


def test_the_worst_comes_first():
    report = judge(_beats(16, lambda beat: 60), "pop")
    scores = [report.metrics[finding.name].score for finding in outliers(report)]
    assert scores == sorted(scores)


def test_it_names_the_bars_where_it_is_worst():
    """The first eight bars use two pitches, the second eight use one."""
    report = judge(_beats(16, lambda beat: 60 + (beat % 2 if beat < 32 else 0)), "pop")
    finding = next(one for one in report.findings if one.name == "n_pitches_used")
    assert (finding.first_bar, finding.bars) == (8, 8)
    assert finding.sentence.startswith("Bars 9 to 16: ")


def test_a_place_lies_inside_a_short_song():
    report = judge(_beats(3, lambda beat: 60), "pop")
    assert {(one.first_bar, one.bars) for one in report.findings} == {(0, 3)}


def test_an_empty_song_has_no_findings():
    assert judge(Song(), "pop").findings == ()


@pytest.mark.parametrize("metric", [one for one in METRICS if one.counts], ids=lambda one: one.name)
def test_every_counted_metric_has_words(metric):
    figures = {"here": "1", "real": "real pop", "low": "2", "high": "3"}
    for sentence in WORDS[metric.name][:2]:
        assert "{" not in sentence.format(**figures)


def test_music_like_real_music_has_none(sample_song, monkeypatch):
    """Where everything is inside its range, nothing is found fault with."""
    report = judge(sample_song(8, band=True), "pop")
    wide = {name: Distribution(100, one.quantiles * 0) for name, one in _real().items()}
    for distribution in wide.values():
        distribution.quantiles[50:] = 1e9
        distribution.quantiles[:50] = -1e9
    monkeypatch.setattr(
        "scoring.report.reference_of", lambda genre: replace(reference_of(genre), metrics=wide)
    )
    assert outliers(report) and not outliers(judge(sample_song(8, band=True), "pop"))


def _real():
    return reference_of("pop").metrics
