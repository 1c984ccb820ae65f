"""Passages are found again whatever was done to them, and told with their places."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from generation.datasets.tunes import TUNES
from generation.music.notation import read_notation
from generation.music.song import Song, Track
from scoring.originality.alignment import Placing, align_lines
from scoring.originality.evaluation.changing import (
    change_notes,
    cut,
    hide,
    reinstrument,
    retime,
    transpose,
)
from scoring.originality.index import Segment, build_segment, open_segment, write_segment
from scoring.originality.lines import find_lines
from scoring.originality.lookup import find_nearest

CHANGES = {
    "10 %": change_notes(0.1),
    "20 %": change_notes(0.2),
    "transposed": transpose,
    "other tempo": retime,
    "cut": cut,
    "other instruments": reinstrument,
    "hidden": hide,
}


@pytest.fixture(scope="module")
def tunes() -> list[Song]:
    rows = list(TUNES.values())
    return [read_notation(text, meter, qpm) for *_, meter, qpm, _, text in rows]


@pytest.fixture(scope="module")
def segment(tunes: list[Song]) -> Segment:
    return build_segment((key, find_lines(song)) for key, song in enumerate(tunes))


def test_each_tune_is_found_as_it_is(tunes: list[Song], segment: Segment) -> None:
    nearest = [find_nearest(segment, find_lines(song)) for song in tunes]
    for song, found in zip(tunes, nearest, strict=True):
        whole = len(find_lines(song).onsets)
        same = max(one.passage.same for one in found)
        assert found[0].passage.share == 1
        assert same >= 0.9 * whole


@pytest.mark.parametrize("change", CHANGES)
def test_it_finds_what_was_changed(change: str, tunes: list[Song], segment: Segment) -> None:
    """Half a minute of music is little: nine of ten are enough for changed notes."""
    dice, found = np.random.default_rng(7), []
    for key, song in enumerate(tunes):
        other = Song((Track(tuple(reversed_notes(tunes[key - 1]))),), meters=song.meters)
        copy = find_lines(CHANGES[change](song, other, dice))
        found.append(any(one.key == key for one in find_nearest(segment, copy)))
    assert np.mean(found) >= 0.9


def reversed_notes(song: Song) -> list[object]:
    end = song.end
    return [note._replace(onset=end - note.end) for note in song.tracks[0].notes]  # type: ignore[misc]


def raise_later(track: Track) -> Track:
    """A minor third higher, a bar later."""
    notes = (
        note._replace(onset=note.onset + 4 * 960, pitch=note.pitch + 3) for note in track.notes
    )
    return replace(track, notes=tuple(notes))


def test_it_tells_the_places_and_the_key(tunes: list[Song], segment: Segment) -> None:
    song = tunes[0]
    raised = song.with_tracks(raise_later(track) for track in song.tracks)
    nearest = find_nearest(segment, find_lines(raised))[0]
    assert nearest.key == 0
    assert nearest.placing.semitones == 9  # back by three, octaves apart
    assert nearest.placing.scale == 1
    assert nearest.passage.first == nearest.passage.other_first


def test_a_segment_of_files_finds_the_same(
    tmp_path: Path, tunes: list[Song], segment: Segment
) -> None:
    write_segment(segment, tmp_path / "one")
    opened = open_segment(tmp_path / "one")
    for song in tunes[:3]:
        lines = find_lines(song)
        assert find_nearest(opened, lines) == find_nearest(segment, lines)


@pytest.mark.parametrize(
    "song",
    [Song(), Song((Track(),)), read_notation("C4 D4", (4, 4), 120)],
    ids=["empty", "no notes", "two notes"],
)
def test_too_little_has_no_passage(song: Song, segment: Segment) -> None:
    assert find_nearest(segment, find_lines(song)) == []


def test_an_empty_index_has_no_passage(tunes: list[Song]) -> None:
    assert find_nearest(build_segment([]), find_lines(tunes[0])) == []


def test_a_passage_ends_where_notes_differ() -> None:
    onsets, bits = np.arange(8.0) * 48, np.full(8, 5.0)
    mine = np.array([60, 62, 64, 65, 67, 69, 71, 72])
    other = np.array([61, 63, 64, 65, 67, 69, 74, 77])
    passage = align_lines((onsets, mine, bits), (onsets, other), Placing(1.0, 0.0, 0))
    assert (passage.first, passage.last, passage.same, passage.bits) == (2, 5, 4, 20.0)
    assert passage.share == 1
