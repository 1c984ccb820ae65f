"""A public song of alice's, and what is said of it."""

from collections.abc import Callable
from typing import Any

import pytest

from chartbusters.comments.models import Comment, Discussion
from chartbusters.comments.services import comment_write
from chartbusters.compositions.models import Composition
from chartbusters.compositions.services import composition_create

Say = Callable[..., Comment]


@pytest.fixture
def waltz(alice: Any, sample_song: Any) -> Composition:
    """Eight bars that everybody may hear."""
    song: Composition = composition_create(
        owner=alice, song=sample_song(bars=8), title="Waltz", visibility="public"
    )
    return song


@pytest.fixture
def say(waltz: Composition, bob: Any) -> Say:
    """`say("Nice", at_ms=2000)` as bob; `say("Yes", by=charlie, parent=comment)`."""

    def said(words: str, by: Any = None, **fields: Any) -> Comment:
        return comment_write(song=waltz, by=by or bob, words=words, **fields)

    return said


def count(song: Composition) -> int:
    return Discussion.objects.get(song=song).count


def listed(answer: Any) -> list[str]:
    """The words of a page of the API; nothing for what is gone."""
    assert answer.status_code == 200, answer.content
    return [one["words"] for one in answer.json()["results"]]
