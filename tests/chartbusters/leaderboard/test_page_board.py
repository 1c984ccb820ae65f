"""A long board comes in pages that cost the same wherever they are; one's own row is on each of
them."""

import re
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from chartbusters.challenges.models import Entry
from chartbusters.leaderboard.models import Standing
from chartbusters.leaderboard.services import board_refresh
from tests.contests import to_phase

PAGE = "/challenges/tunes/leaderboard/"
BOARD = "/api/v1/leaderboards/tunes/"
LIMIT = 62_000  # bytes of a page, with what machines read of its first entries


@pytest.fixture
def long_board(voted: Any) -> Any:
    """`long_board(120)`: a decided board of so many entries of as many makers, in order."""

    def make(count: int, phase: str = "closed") -> list[Entry]:
        challenge, made = voted()
        model = get_user_model()
        names = [f"person{number}" for number in range(count - len(made))]
        makers = model.objects.bulk_create([model(username=name) for name in names])
        more = [
            Entry(
                challenge=challenge,
                maker=maker,
                song=made[0].song,
                title=f"A title of some length {maker.username}",
                receipt=f"{number:064}",
                number=1000 + number,
                length_ms=8000,
            )
            for number, maker in enumerate(makers)
        ]
        Entry.objects.bulk_create(more)
        board_refresh(challenge=challenge)
        to_phase(challenge, phase)
        places = Standing.objects.select_related("entry__maker").order_by("position")
        return [standing.entry for standing in places]

    return make


def shown(page: Any) -> list[str]:
    """Of the table; the head of the challenge may lead to the viewer's own entry."""
    table = page.content.decode().partition("<table")[2]
    return re.findall(r'entries/([0-9a-f-]{36})/"', table)


def keys(entries: list[Entry]) -> list[str]:
    return [str(entry.pk) for entry in entries]


def test_it_works(visitor: Any, long_board: Any) -> None:
    entries = long_board(120)
    pages = [visitor.get(PAGE, {"page": number}) for number in (1, 2, 3)]
    assert [shown(page) for page in pages] == [
        keys(entries[:50]),
        keys(entries[50:100]),
        keys(entries[100:]),
    ]
    assert shown(visitor.get(PAGE)) == keys(entries[:50])
    assert max(len(page.content) for page in pages) < LIMIT
    texts = [page.content.decode() for page in pages]
    assert 'rel="next" href="?page=2"' in texts[0] and 'rel="prev"' not in texts[0]
    assert 'rel="prev" href="?page=2"' in texts[2] and 'rel="next"' not in texts[2]
    assert "Places 51 to 100 of 120" in texts[1]


@pytest.mark.parametrize("page", ["0", "4", "x", "", "-1", "9" * 30])
def test_it_rejects_pages_that_there_are_not(page: str, visitor: Any, long_board: Any) -> None:
    long_board(120)
    assert visitor.get(PAGE, {"page": page}).status_code == 404


def test_a_maker_finds_the_own_row_with_its_neighbours(client_of: Any, long_board: Any) -> None:
    entries = long_board(120)
    maker = client_of(entries[70].maker)
    assert shown(maker.get(PAGE)) == keys(entries[:50]) + keys(entries[68:73])
    assert shown(maker.get(PAGE, {"page": 2})) == keys(entries[50:100])
    page = client_of(entries[50].maker).get(PAGE)
    assert shown(page) == keys(entries[:50]) + keys(entries[50:53])
    assert page.content.decode().count("Yours") == 1
    last = client_of(entries[119].maker).get(PAGE)
    assert shown(last) == keys(entries[:50]) + keys(entries[117:])


def test_neighbours_stay_nameless_while_voting_runs(client_of: Any, long_board: Any) -> None:
    entries = long_board(120, "voting")
    text = client_of(entries[70].maker).get(PAGE).content.decode()
    assert entries[70].title in text and f"Entry {entries[71].number}" in text
    assert entries[71].title not in text


def test_what_is_withdrawn_leaves_its_page_and_moves_no_other(
    visitor: Any, long_board: Any
) -> None:
    entries = long_board(120)
    Entry.objects.filter(pk=entries[10].pk).update(withdrawn_at=timezone.now())
    assert shown(visitor.get(PAGE)) == keys(entries[:10] + entries[11:50])
    assert shown(visitor.get(PAGE, {"page": 2})) == keys(entries[50:100])


def test_pages_of_the_api_lead_to_each_other(api: Any, long_board: Any) -> None:
    entries = long_board(120)
    places, address = [], BOARD
    while address:
        page = api().get(address).json()
        places += [row["position"] for row in page["rows"]]
        address = page["next"]
    assert places == list(range(1, 121)) and page["previous"].endswith("?page=2")
    wide = api().get(f"{BOARD}?page_size=200").json()
    assert len(wide["rows"]) == 120 and wide["own"] == [] and wide["next"] is None
    assert api().get(f"{BOARD}?page=4").status_code == 404
    own = api(entries[70].maker).get(BOARD).json()["own"]
    assert [(row["position"], row["mine"]) for row in own] == [(71, True)]


@pytest.mark.postgres
def test_each_question_reads_one_page(client_of: Any, long_board: Any) -> None:
    """None of them counts or sorts: places are stored, and read by their index."""
    entries = long_board(120)
    maker = client_of(entries[70].maker)
    with CaptureQueriesContext(connection) as queries:
        maker.get(PAGE, {"page": 2})
    asked = [query["sql"] for query in queries if "standing" in query["sql"]]
    assert asked and not any("COUNT(" in sql or "OFFSET" in sql for sql in asked)
    sql = next(sql for sql in asked if "<= 100" in sql)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")  # a small table is read whole
        cursor.execute("EXPLAIN " + ("QUERY PLAN " if connection.vendor == "sqlite" else "") + sql)
        plan = str(cursor.fetchall())
    words = "position>?" if connection.vendor == "sqlite" else "position_taken_once"
    assert words in plan and "TEMP B-TREE" not in plan
