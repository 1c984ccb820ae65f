"""What a final round has decided is told to everybody, once it and voting are over."""

from collections.abc import Callable, Collection
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from chartbusters.challenges.models import Entry
from chartbusters.challenges.services import entry_disqualify
from chartbusters.jury import conflicts
from chartbusters.jury.models import GivenPlace, Juror
from chartbusters.jury.rounds.result import result_of
from chartbusters.jury.services import juror_remove
from chartbusters.leaderboard.final.services import final_refresh

pytestmark = pytest.mark.django_db
PAGE = "/challenges/tunes/jury/round/"
API = "/api/v1/juries/tunes/round/result/"


@pytest.fixture
def seated(final: Any, charlie: Any) -> Callable[..., Any]:
    """`seated()`: a round in which charlie answers too."""

    def make(entries: int = 3) -> Any:
        made = final(entries=entries)
        made.jury.seats.append(
            Juror.objects.create(
                challenge=made.challenge,
                person=charlie,
                number=3,
                accepted_at=made.challenge.created_at,
            )
        )
        return made

    return make


def ranks(made: Any) -> list[str]:
    """As told, in the order of the entries' numbers; of those that are told."""
    told = {row.entry.number: row.rank for row in result_of(round_=made.round).rows}
    return [told[number] for number in made.numbers if number in told]


def test_the_order_is_that_of_schulze_with_ties_shared(seated: Any) -> None:
    made = seated()
    made.order(0, e0=1, e1=2, e2=3)
    made.order(1, e0=2, e1=1, e2=3)
    result = result_of(round_=made.round)
    assert ranks(made) == ["1-2", "1-2", "3"] and result.jurors == [1, 2]
    assert [row.above for row in result.rows] == [[0, 1, 2], [1, 0, 2], [0, 0, 0]]
    made.order(2, e0=3, e1=1, e2=2)
    assert ranks(made) == ["2", "1", "3"]


def test_who_was_left_out_of_an_order_does_not_count_as_last(seated: Any, alice: Any) -> None:
    """Bob has the first before the others. Alice and charlie, whose it is, are not asked for it:
    were it the last of theirs, it would be beaten by two against one."""
    made = seated()
    Entry.objects.filter(number=made.numbers[0]).update(maker=alice)
    charlie = made.jury.seats[2].person
    made.jury.entries[0].authors.create(person=charlie, place=1)
    made.order(0, e1=1, e2=2)
    made.order(2, e1=1, e2=2)
    made.order(1, e0=1, e1=2, e2=3)
    assert ranks(made) == ["1", "2", "3"]


def test_an_entry_that_went_out_leaves_the_others_their_order(seated: Any, staff: Any) -> None:
    made = seated()
    made.order(0, e0=1, e1=2, e2=3)
    entry_disqualify(entry=made.jury.entries[1], by=staff, reason="A copy")
    assert ranks(made) == ["1", "2"]
    Entry.objects.filter(number=made.numbers[0]).update(withdrawn_at=timezone.now())
    result = result_of(round_=made.round)
    assert ranks(made) == ["1"] and not result.decided


def test_who_was_set_aside_or_turned_out_to_be_linked_counts_no_more(
    seated: Any, staff: Any, alice: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = seated()
    made.order(0, e0=1, e1=2, e2=3)
    made.order(1, e0=3, e1=2, e2=1)
    juror_remove(juror=made.jury.seats[1], by=staff, reason="Knows them", counts=False)
    assert ranks(made) == ["1", "2", "3"]

    def known(people: Collection[int]) -> dict[int, set[int]]:
        return {alice.pk: {made.jury.entries[0].maker_id}} if alice.pk in people else {}

    monkeypatch.setattr(conflicts, "LINKED", [known])
    assert ranks(made) == ["1-3", "1-2", "2-3"]


def test_nothing_is_told_before_both_are_over(
    final: Any, client_of: Any, visitor: Any, alice: Any, charlie: Any, staff: Any
) -> None:
    made = final()
    made.order(0, e0=1, e1=2, e2=3)
    stranger, organiser, me = client_of(charlie), client_of(staff), client_of(alice)

    def statuses() -> list[int]:
        return [
            one.status_code for one in (stranger.get(PAGE), organiser.get(PAGE), visitor.get(API))
        ]

    made.jury.to("closed")
    assert statuses() == [404, 404, 404]
    assert "Give my order" in client_of(made.jury.seats[1].person).get(PAGE).content.decode()
    made.end()
    assert statuses() == [200, 200, 200]
    made.jury.to("voting")
    assert statuses() == [404, 404, 404]
    assert "told when voting is over" in me.get(PAGE).content.decode()
    made.jury.to("closed")
    made.open()
    assert statuses() == [404, 404, 404]  # jurors of another round would hear it


def test_everybody_reads_it_beside_the_boards(final: Any, visitor: Any) -> None:
    made = final()
    made.order(0, e0=2, e1=1, e2=3)
    final_page = "/challenges/tunes/final/"
    assert PAGE not in visitor.get(final_page).content.decode()
    made.tell()
    final_refresh(challenge=made.challenge)
    assert PAGE in visitor.get(final_page).content.decode()
    page = visitor.get(PAGE).content.decode()
    titles = [made.jury.entries[n].title for n in (1, 0, 2)]
    places = [page.index(f">{title}<") for title in titles]
    assert places == sorted(places) and "Juror 1 gave an order" in page
    assert "moves no figure" in page and "alice" not in page
    told = visitor.get(API).json()
    assert [row["rank"] for row in told["rows"]] == [[1, 1], [2, 2], [3, 3]]
    assert told["rows"][0]["above"] == [0, 1, 1] and told["jurors"] == [1]


def test_rounds_before_it_are_told_of(final: Any, visitor: Any) -> None:
    made = final()
    made.end()
    made.round = made.open()
    made.tell()
    page = visitor.get(PAGE).content.decode()
    assert "had opened 1 round before" in page and "Nothing was decided" in page


def test_it_asks_the_same_however_many_there_are(seated: Any, visitor: Any) -> None:
    made, counts = seated(6), []
    made.order(0, **{f"e{n}": n + 1 for n in range(6)})
    orders = [made.round.orders.get()]
    made.tell()
    for seat in (0, 1, 2):
        if seat:
            orders.append(made.round.orders.create(juror=made.jury.seats[seat]))
            _copied(orders[0], orders[seat])
        with CaptureQueriesContext(connection) as queries:
            assert visitor.get(PAGE).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] == counts[2] <= 10


def _copied(order: Any, other: Any) -> None:
    GivenPlace.objects.bulk_create(
        GivenPlace(order=other, finalist_id=one.finalist_id, place=one.place)
        for one in order.places.all()
    )
