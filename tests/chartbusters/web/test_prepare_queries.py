"""Queries put into SQL once are asked with other values, and belong to their thread."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.db.models import QuerySet

from chartbusters.challenges.models import Entry
from chartbusters.web.prepared_queries import Prepared


def entered(pk: Any) -> QuerySet[Entry, Any]:
    return Entry.objects.filter(pk=pk).values_list("pk", "maker__username", "submitted_at")


def test_it_works(contest: Any) -> None:
    _, entries = contest("open", 3)
    query = Prepared(entered, uuid4())
    for entry in entries:
        assert query.first(entry.pk) == (entry.pk, entry.maker.username, entry.submitted_at)
        assert query.first(entry.pk).maker__username == entry.maker.username
    assert query.first(uuid4()) is None and query.rows(uuid4()) == []


def test_it_asks_once_and_compiles_once(contest: Any, django_assert_num_queries: Any) -> None:
    _, entries = contest("open", 2)
    asked = []
    query = Prepared(lambda pk: asked.append(pk) or entered(pk), uuid4())
    with django_assert_num_queries(2):
        for entry in entries:
            query.first(entry.pk)
    assert len(asked) == 1


def test_it_rejects_samples_that_stand_nowhere(db: None) -> None:
    with pytest.raises(ValueError, match="does not stand"):
        Prepared(lambda _: Entry.objects.values_list("pk"), 4_611_686_018).rows(1)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_it_handles_threads(contest: Any) -> None:
    _, entries = contest("open", 2)
    query = Prepared(entered, uuid4(), locks=Entry)

    def ask(number: int) -> Any:
        try:
            return query.first(entries[number % 2].pk).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(ask, range(20))) == [entries[number % 2].pk for number in range(20)]
