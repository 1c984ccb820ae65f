"""Songs come back from their documents, and the first fault is named."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generation.music import Note, Song, Track, from_document, to_document
from generation.music.document import MAX_NOTES
from generation.music.document_checks import DocumentError
from generation.music.midi import write_midi
from tests.generation.music.songs import songs

GOOD = to_document(
    Song((Track((Note(0, 60, 960), Note(960, 62, 960)), name="Tune"),), title="Two notes")
)


@given(songs())
def test_it_works(song: Song) -> None:
    assert from_document(json.loads(json.dumps(to_document(song)))) == song


def test_it_keeps_the_digest_of_equal_songs() -> None:
    assert from_document(GOOD).digest == from_document(json.loads(json.dumps(GOOD))).digest
    assert from_document(GOOD).digest != from_document({**GOOD, "title": "Other"}).digest


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"format": "midi"}, "format"),
        ({"version": 2}, "version"),
        ({"version": True}, "version"),
        ({"ticks_per_quarter": 480}, "ticks_per_quarter"),
        ({"ticks_per_quarter": 960.0}, "ticks_per_quarter"),
        ({"tempi": []}, "tempi"),
        ({"tempi": [[1, 500_000]]}, "tempi[0]"),
        ({"tempi": [[0, 500_000], [0, 400_000]]}, "tempi[1]"),
        ({"meters": [[0, 4, 3]]}, "meters[0]"),
        ({"title": 7}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"tracks": [{"notes": []}] * 65}, "tracks"),
        ({"tracks": [{"notes": [], "program": 128}]}, "tracks[0].program"),
        ({"tracks": [{"notes": [], "drums": 1}]}, "tracks[0].drums"),
    ],
)
def test_it_rejects_a_wrong_field(change: dict[str, Any], field: str) -> None:
    with pytest.raises(DocumentError) as error:
        from_document({**GOOD, **change})
    assert error.value.field == field


BAD_NOTES = [
    None,
    "C4",
    [0, 60, 960],
    [0, 60, 960, 80, 1],
    [0, 128, 960, 80],
    [-1, 60, 960, 80],
    [0, 60, 0, 80],
    [0, 60, 960, 0],
    [0.0, 60, 960, 80],
    [0, True, 960, 80],
    [0, 60, 10**30, 80],
    [0, float("nan"), 960, 80],
]


@pytest.mark.parametrize("note", BAD_NOTES)
def test_it_names_the_first_bad_note(note: object) -> None:
    tracks = [{"notes": [[0, 60, 1, 1]]}, {"notes": [[0, 60, 1, 1], note, note]}]
    with pytest.raises(DocumentError) as error:
        from_document({**GOOD, "tracks": tracks})
    assert error.value.field == "tracks[1].notes[1]"


def test_it_rejects_too_many_notes_over_all_tracks() -> None:
    notes = [[tick, 60, 1, 80] for tick in range(MAX_NOTES // 2 + 1)]
    with pytest.raises(DocumentError) as error:
        from_document({**GOOD, "tracks": [{"notes": notes}] * 2})
    assert error.value.code == "too_many_notes"


def test_it_rejects_more_than_ten_minutes() -> None:
    with pytest.raises(DocumentError) as error:
        # 1201 quarters at 120 a minute
        from_document({**GOOD, "tracks": [{"notes": [[0, 60, 960 * 1201, 80]]}]})
    assert error.value.code == "too_long"


def test_it_drops_control_characters_from_texts() -> None:
    assert from_document({**GOOD, "title": "a\x00b\nc\ud800"}).title == "ab c"


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(sorted(GOOD)) | st.text(), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(st.sampled_from(sorted(GOOD)), json_values)
def test_it_handles_any_json(key: str, value: object) -> None:
    try:
        song = from_document({**GOOD, key: value})
    except DocumentError as error:
        assert error.code and error.message
    else:
        assert isinstance(song, Song)


MARKED = from_document(
    {
        **GOOD,
        "tracks": [
            {"notes": [[0, 60, 960, 80], [960, 62, 960, 80], [1920, 64, 960, 80]]}
            | {"generated": [[0, 1], [2, 3]]}
        ],
    }
)


class TestMarks:
    """Which notes a model wrote."""

    def test_they_come_back(self) -> None:
        (track,) = MARKED.tracks
        assert track.generated == {track.notes[0], track.notes[2]}
        assert from_document(json.loads(json.dumps(to_document(MARKED)))) == MARKED

    def test_a_song_without_them_keeps_its_digest_and_its_document(self) -> None:
        """As songs were stored before there were marks."""
        digest = "751fb2e6f6df0b9b7624a52227af0c1d35d0a098121d905148403a129f491599"
        assert from_document(GOOD).digest == digest
        assert "generated" not in to_document(from_document(GOOD))["tracks"][0]
        assert MARKED.without_marks().digest != MARKED.digest

    def test_a_note_that_is_changed_loses_its_mark(self) -> None:
        (track,) = MARKED.tracks
        first, *others = track.notes
        edited = replace(track, notes=(first._replace(pitch=72), *others))
        assert edited.generated == {track.notes[2]}

    def test_they_are_no_part_of_a_midi_file(self) -> None:
        assert write_midi(MARKED) == write_midi(MARKED.without_marks())

    @pytest.mark.parametrize(
        "runs", [7, [0], [[0]], [[0, 0]], [[1, 3]], [[0, 2], [1, 2]], [[-1, 1]], [[0, True]]]
    )
    def test_it_rejects_runs_that_are_none(self, runs: object) -> None:
        (track,) = GOOD["tracks"]
        with pytest.raises(DocumentError) as error:
            from_document({**GOOD, "tracks": [{**track, "generated": runs}]})
        assert error.value.field == "tracks[0].generated"


class TestColours:
    """What somebody chose a track to look like."""

    COLOURED = from_document({**GOOD, "tracks": [{"notes": [[0, 60, 960, 80]], "colour": 8}]})

    def test_they_come_back(self) -> None:
        assert self.COLOURED.tracks[0].colour == 8
        assert from_document(json.loads(json.dumps(to_document(self.COLOURED)))) == self.COLOURED

    def test_a_track_without_one_has_that_of_its_place(self) -> None:
        assert "colour" not in to_document(from_document(GOOD))["tracks"][0]
        silent = {"notes": []}
        song = from_document({**GOOD, "tracks": [*[silent] * 9, {**silent, "colour": 4}]})
        assert [song.colour_of(place) for place in range(10)] == [*range(1, 9), 1, 4]

    def test_they_make_another_digest(self) -> None:
        (track,) = self.COLOURED.tracks
        plain = self.COLOURED.with_tracks([replace(track, colour=None)])
        other = self.COLOURED.with_tracks([replace(track, colour=7)])
        assert len({plain.digest, other.digest, self.COLOURED.digest}) == 3

    def test_they_are_no_part_of_a_midi_file(self) -> None:
        (track,) = self.COLOURED.tracks
        plain = self.COLOURED.with_tracks([replace(track, colour=None)])
        assert write_midi(self.COLOURED) == write_midi(plain)

    @pytest.mark.parametrize("colour", [0, 9, True, "2", 1.0])
    def test_it_rejects_one_that_is_none(self, colour: object) -> None:
        with pytest.raises(DocumentError) as error:
            from_document({**GOOD, "tracks": [{"notes": [], "colour": colour}]})
        assert error.value.field == "tracks[0].colour"
