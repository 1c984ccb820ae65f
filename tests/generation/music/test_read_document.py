"""Songs come back from their documents, and the first fault is named."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generation.music import Note, Song, Track, from_document, to_document
from generation.music.document import MAX_NOTES, DocumentError
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
