"""A save costs the same after a long evening as after a minute: few questions, few rows, whatever
lies behind it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chartbusters.compositions.models import Composition, Revision
from chartbusters.compositions.services import composition_create, revision_add
from generation.models import StoredSong
from generation.music.song import Song
from generation.services import song_store

pytestmark = pytest.mark.django_db
MOST_QUERIES = (
    22  # 45 before; the test itself adds a savepoint and its release for each transaction
)


@pytest.fixture
def save(
    alice: Any, sample_song: Callable[..., Song], django_capture_on_commit_callbacks: Any
) -> Callable[[int], list[str]]:
    """`save(7)`: state 7 of a song; returns what the database was asked, what follows the commit
    with it."""
    song = composition_create(owner=alice, song=sample_song(), title="Mine")

    def one(number: int) -> list[str]:
        state = sample_song(title=f"State {number}")
        with (
            CaptureQueriesContext(connection) as asked,
            django_capture_on_commit_callbacks(execute=True),
        ):
            revision_add(composition=song, song=state)
        return [query["sql"] for query in asked.captured_queries]

    return one


def test_it_works(save: Callable[[int], list[str]]) -> None:
    asked = [save(number) for number in range(1, 41)][-1]
    assert Revision.objects.count() == StoredSong.objects.count() == 21
    assert len(asked) <= MOST_QUERIES, "\n".join(asked)


def test_it_asks_no_more_of_a_long_history(
    save: Callable[[int], list[str]], sample_song: Callable[..., Song]
) -> None:
    for number in range(1, 41):
        save(number)
    young = save(41)
    composition = Composition.objects.get()
    # what came of a file stays, as a history of many days does
    kept = song_store(song=sample_song(title="kept"))
    old = [
        Revision(composition=composition, number=number, song=kept, origin="imported")
        for number in range(100, 700)
    ]
    Revision.objects.bulk_create(old)
    composition.head = Revision.objects.get(number=699)
    composition.save(update_fields=["head"])
    asked = [save(number) for number in range(700, 741)][-1]
    assert len(asked) <= len(young) + 1 <= MOST_QUERIES + 1, "\n".join(asked)
    assert Revision.objects.count() > 600


def test_it_counts_no_history(save: Callable[[int], list[str]]) -> None:
    """Rows are what a growing history costs: nothing reads or counts all of one."""
    asked = [save(number) for number in range(1, 41)][-1]
    assert not [sql for sql in asked if "COUNT(" in sql]
    histories = [sql for sql in asked if "WHERE" in sql and '"composition_id" =' in sql]
    assert all("LIMIT" in sql for sql in histories), "\n".join(histories)
