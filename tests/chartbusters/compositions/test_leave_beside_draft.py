"""What a page leaves beside the notes of a draft, as an attacker would write it."""

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from generation.music.document import to_document
from generation.music.song import Song

pytestmark = pytest.mark.django_db
ADDRESS = f"/api/v1/drafts/{UUID(int=7)}/"
HOSTILE = {
    "half a character": '{"a": "\\ud800"}',
    "half a character as a name": '{"\\ud800": 1}',
    "no number": '{"a": 1e999}',
    "deep": '{"a": ' + "[" * 900 + "]" * 900 + "}",
    "deeper": '{"a": ' + "[" * 9000 + "]" * 9000 + "}",
    "a zero": '{"a": "\\u0000"}',
    "a long number": f'{{"a": {"1" * 3000}}}',
}


@pytest.mark.parametrize("left", HOSTILE.values(), ids=HOSTILE)
def test_it_is_refused_or_comes_back(
    client_of: Any, alice: Any, sample_song: Callable[..., Song], left: str
) -> None:
    """Never an error of the server, and never an answer that is no JSON."""
    plain = {"document": to_document(sample_song()), "title": "Mine", "left": "here"}
    body = json.dumps({**plain, "writer": str(UUID(int=1)), "version": 0}).replace('"here"', left)
    kept = client_of(alice).put(ADDRESS, body, content_type="application/json")
    assert kept.status_code in (200, 400)
    if kept.status_code == 200:
        answer = client_of(alice).get(ADDRESS)
        assert answer.status_code == 200
        json.loads(answer.content, parse_constant=pytest.fail)
