"""A juror puts the finalists in order, but those that are theirs, until the round ends."""

from collections.abc import Callable, Collection
from typing import Any

import pytest

from chartbusters.challenges.models import Author, Challenge, Entry
from chartbusters.challenges.steps import steps_of
from chartbusters.jury import conflicts
from chartbusters.jury.models import GivenPlace, Juror, JuryOrder, JuryRound
from chartbusters.jury.rounds.selectors import answers_of, places_given
from chartbusters.jury.rounds.services import round_close
from chartbusters.jury.services import juror_decline
from chartbusters.web.errors import Refusal
from tests.interleaving import interleaved

pytestmark = pytest.mark.django_db
PAGE = "/challenges/tunes/jury/round/"
API = "/api/v1/juries/tunes/round/"


def refused(code: str, act: Callable[..., Any], **values: Any) -> None:
    with pytest.raises(Refusal) as refusal:
        act(**values)
    assert refusal.value.code == code


def given(made: Any, seat: int) -> list[int | None]:
    places = places_given(round_=made.round, juror=made.jury.seats[seat])
    return [places.get(number) for number in made.numbers]


def test_it_is_kept_and_changed_until_the_end(final: Any) -> None:
    made = final()
    made.order(0, e0=1, e1=2, e2=2)
    made.order(0, e0=3, e1=2, e2=1)
    assert given(made, 0) == [3, 2, 1] and JuryOrder.objects.count() == 1
    made.end()
    refused("no_round", made.order, seat=0, e0=1, e1=2, e2=3)
    assert given(made, 0) == [3, 2, 1]


def test_it_is_asked_as_a_whole(final: Any) -> None:
    made = final()
    refused("incomplete", made.order, seat=0, e0=1, e1=2)
    refused("out_of_range", made.order, seat=0, e0=1, e1=2, e2=4)
    refused("out_of_range", made.order, seat=0, e0=True, e1=2, e2=3)
    assert not GivenPlace.objects.exists()


def test_it_rejects_who_does_not_sit_on_the_jury(final: Any) -> None:
    made = final()
    Juror.objects.filter(pk=made.jury.seats[0].pk).update(accepted_at=None)
    refused("no_juror", made.order, seat=0, e0=1, e1=2, e2=3)
    Challenge.objects.update(published=False)
    refused("no_challenge", made.order, seat=1, e0=1, e1=2, e2=3)


def test_it_ends_when_an_organiser_ends_it(final: Any, staff: Any) -> None:
    made = final()
    round_close(challenge=made.challenge, by=staff)
    refused("no_round", made.order, seat=0, e0=1, e1=2, e2=3)


def _own(made: Any, person: Any, monkeypatch: Any) -> None:
    Entry.objects.filter(number=made.numbers[0]).update(maker=person)


def _cowritten(made: Any, person: Any, monkeypatch: Any) -> None:
    Author.objects.create(entry=made.jury.entries[0], person=person, place=1)


def _linked(made: Any, person: Any, monkeypatch: Any) -> None:
    def known(people: Collection[int]) -> dict[int, set[int]]:
        theirs = {made.jury.entries[0].maker_id}
        return {person.pk: theirs} if person.pk in people else {}

    monkeypatch.setattr(conflicts, "LINKED", [known])


@pytest.mark.parametrize("theirs", [_own, _cowritten, _linked])
def test_what_is_theirs_is_not_asked(
    theirs: Any, final: Any, alice: Any, api: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = final()
    theirs(made, alice, monkeypatch)
    asked = [one["number"] for one in api(alice).get(API).json()["entries"]]
    assert asked == made.numbers[1:]
    refused("not_yours", made.order, seat=0, e0=1, e1=2, e2=3)
    made.order(0, e1=1, e2=2)
    assert given(made, 0) == [None, 1, 2]


def test_who_has_fewer_than_two_is_not_waited_for(final: Any, alice: Any, client_of: Any) -> None:
    made = final(entries=2)
    assert steps_of(challenge=made.jury.to("voting"), person=alice)[0].label.startswith("Order")
    _own(made, alice, None)
    refused("nothing_to_order", made.order, seat=0, e1=1)
    assert answers_of(round_=made.round) == (0, 1)
    labels = [one.label for one in steps_of(challenge=made.jury.to("voting"), person=alice)]
    assert "Order the finalists" not in labels
    assert "nothing to order" in client_of(alice).get(PAGE).content.decode()


def test_it_is_given_on_the_page(final: Any, client_of: Any, alice: Any) -> None:
    made, me = final(), client_of(alice)
    assert "final round runs" in me.get("/challenges/tunes/jury/").content.decode()
    assert "final round runs" in me.get("/juries/").content.decode()
    page = me.get(PAGE).content.decode()
    assert "Secret title" not in page and "maker" not in page
    form = {f"place-{number}": place for number, place in zip(made.numbers, "123", strict=True)}
    short = me.post(PAGE, form | {f"place-{made.numbers[1]}": ""})
    page = short.content.decode()
    assert short.status_code == 409 and f"place to entry {made.numbers[1]}" in page
    assert page.count(" selected") == 2  # what was chosen is still chosen
    assert "is kept" in me.post(PAGE, form, follow=True).content.decode()
    assert given(made, 0) == [1, 2, 3]


def test_it_is_given_by_the_api_and_others_do_not_read_it(
    final: Any, api: Any, alice: Any, bob: Any
) -> None:
    made = final()
    places = [{"number": number, "place": 1} for number in made.numbers]
    assert api(alice).put(API, {"places": places}).json()["entries"] == places
    told = api(bob).get(API).json()
    assert told["running"] and {one["place"] for one in told["entries"]} == {None}
    for wrong in ("x", [{"number": made.numbers[0], "place": 13}], [{"number": 2**80, "place": 1}]):
        assert api(alice).put(API, {"places": wrong}).status_code == 400
    assert given(made, 0) == [1, 1, 1]


def test_others_find_nothing(
    final: Any, client_of: Any, visitor: Any, charlie: Any, staff: Any
) -> None:
    made = final()
    for browser in map(client_of, (charlie, staff, made.jury.entries[0].maker)):
        answers = [browser.get(PAGE), browser.post(PAGE), browser.get(API), browser.put(API)]
        assert {answer.status_code for answer in answers} == {404}
    assert visitor.get(PAGE).status_code == 302 and visitor.get(API).status_code == 401


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_no_order_is_younger_than_the_end_of_its_round(final: Any, staff: Any) -> None:
    made = final()
    rounds = JuryRound.objects.filter(pk=made.round.pk)

    def actions() -> Any:
        JuryOrder.objects.all().delete()
        rounds.update(closed_at=None)
        return (
            lambda: made.order(0, e0=1, e1=2, e2=3),
            lambda: round_close(challenge=made.challenge, by=staff),
        )

    for outcome in interleaved(actions):
        order, closed = JuryOrder.objects.first(), rounds.get().closed_at
        assert closed and not isinstance(outcome.second, Exception), outcome
        assert bool(order) == (not isinstance(outcome.first, Refusal)), outcome
        assert order is None or order.said_at <= closed, outcome


def test_who_has_given_an_order_does_not_decline(final: Any, alice: Any) -> None:
    made = final()
    made.order(0, e0=1, e1=2, e2=3)
    refused("has_judged", juror_decline, juror=made.jury.seats[0], person=alice)
