"""Documents of songs are put into answers as they are stored."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from rest_framework.renderers import JSONRenderer

from chartbusters.compositions.services import composition_create
from chartbusters.web.renderers import WrittenJSONRenderer
from generation import models
from generation.music.document import from_document
from generation.music.song import Song
from generation.written_json import WrittenJSON

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
)


@given(value=VALUES, written=st.lists(VALUES, max_size=3))
def test_it_says_the_same(value: Any, written: list[Any]) -> None:
    pieces = [WrittenJSON(json.dumps(each, ensure_ascii=False).encode()) for each in written]
    ours = WrittenJSONRenderer().render(
        {"value": value, "written": pieces, "last": [*pieces, value]}
    )
    theirs = JSONRenderer().render({"value": value, "written": written, "last": [*written, value]})
    assert json.loads(ours) == json.loads(theirs)


def test_it_is_theirs_where_nothing_is_written() -> None:
    value = {"a": [1, 2.5, "é\u2028"], "b": None}
    assert WrittenJSONRenderer().render(value) == JSONRenderer().render(value)
    assert WrittenJSONRenderer().render(None) == JSONRenderer().render(None) == b""


def test_it_reads_for_those_who_want_lines() -> None:
    text = WrittenJSONRenderer().render(
        {"a": WrittenJSON(b"[1]")}, "application/json; indent=4", {}
    )
    assert text == b'{\n    "a": [1]\n}'


@pytest.mark.django_db
def test_a_song_is_not_read_to_be_sent(
    client: Client, alice: Any, sample_song: Callable[..., Song], monkeypatch: pytest.MonkeyPatch
) -> None:
    song = sample_song(bars=2)
    piece = composition_create(owner=alice, song=song, title="A")
    client.force_login(alice)
    address = f"/api/v1/compositions/{piece.pk}/"
    document = client.get(address).json()["document"]
    assert from_document(document, clean=str) == song

    def read(*_: object) -> None:
        raise AssertionError("read")

    monkeypatch.setattr(models.StoredSong, "document", property(read))
    assert client.get(address).json()["document"] == document
