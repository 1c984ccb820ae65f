"""What a share page reads of a history is bounded: the first revision, the last ones, and how many
lie between."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from chartbusters.compositions import selectors
from chartbusters.compositions.models import Composition, Revision
from chartbusters.sharing.lineage import steps_of

pytestmark = pytest.mark.django_db
RECIPE = {"technique": "gan", "model": "a-model-long-gone", "seed": 7, "parameters": {}}


@pytest.fixture
def deep(alice: Any, shared: Callable[..., Composition]) -> Callable[[int], Composition]:
    """`deep(900)`: a public song that a machine has made over and over, with so many revisions."""

    def make(count: int) -> Composition:
        song = shared(alice)
        head = song.head
        assert head is not None
        made = {
            "composition": song,
            "song_id": head.song_id,
            "origin": "generated",
            "recipe": RECIPE,
        }
        Revision.objects.bulk_create(
            Revision(number=number, **made) for number in range(2, count + 1)
        )
        return song

    return make


def test_it_works(deep: Callable[[int], Composition], visitor: Client) -> None:
    deep(900)
    with CaptureQueriesContext(connection) as asked:
        page = visitor.get("/@alice/morning-song/").content.decode()
    recipes = [query["sql"] for query in asked.captured_queries if '"recipe"' in query["sql"]]
    assert recipes and all("LIMIT" in sql for sql in recipes), "\n".join(recipes)
    assert "Written in the studio" in page and "799 more versions" in page
    assert page.count("a-model-long-gone joined in") == 100


def test_it_reads_no_more_rows_of_a_longer_history(deep: Callable[[int], Composition]) -> None:
    assert len(selectors.lineage_of(composition=deep(1_500))) == selectors.MOST_STEPS + 2


@pytest.mark.parametrize("count, left", [(1, 0), (99, 0), (100, 0), (101, 0), (102, 1), (103, 2)])
def test_nothing_is_left_out_of_a_short_one(
    deep: Callable[[int], Composition], count: int, left: int
) -> None:
    lineage = selectors.lineage_of(composition=deep(count))
    numbers = [row["number"] for row in lineage if row["number"]]
    assert numbers == [*range(1, count + 1)][: 1 if left else None] + (
        [*range(2 + left, count + 1)] if left else []
    )
    told = [step.text for step in steps_of(lineage) if "more version" in step.text]
    assert told == {0: [], 1: ["One more version"], 2: ["2 more versions"]}[left]
