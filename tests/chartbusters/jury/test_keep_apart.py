"""Nobody judges what is theirs, or what is somebody's who is linked with them."""

from collections.abc import Callable, Collection
from typing import Any

import pytest

from chartbusters.challenges.models import Author, Entry
from chartbusters.jury import conflicts
from chartbusters.jury.selectors import jurors_seated, papers_of, progress_of, said_counting
from chartbusters.trust.models import Sighting
from chartbusters.web.errors import Refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def linked(monkeypatch: pytest.MonkeyPatch) -> Callable[[int, int], None]:
    """`linked(one, other)`: from now on the site knows that the two belong together."""

    def link(one: int, other: int) -> None:
        def known(people: Collection[int]) -> dict[int, set[int]]:
            return {one: {other}} if one in people else {}

        monkeypatch.setattr(conflicts, "LINKED", [known])

    return link


def refused(code: str, act: Callable[..., Any]) -> None:
    with pytest.raises(Refusal) as refusal:
        act()
    assert refusal.value.code == code


def test_nobody_judges_their_own_entry(jury: Any, alice: Any) -> None:
    made = jury()
    Entry.objects.filter(pk=made.entries[1].pk).update(maker=alice)
    refused("not_yours", lambda: made.judge(0, 1, 5, 5))
    numbers = [paper.number for paper in papers_of(juror=made.seats[0])]
    assert numbers == [made.entries[0].number, made.entries[2].number]
    assert progress_of(juror=made.seats[0]) == (0, 2) and progress_of(juror=made.seats[1]) == (0, 3)


def test_nobody_judges_an_entry_whose_maker_has_named_them(jury: Any, alice: Any) -> None:
    """Said before or after they judged: it does not count."""
    made = jury()
    made.judge(0, 2, 5, 5)
    Author.objects.create(entry=made.entries[2], person=alice, place=1)
    assert said_counting(challenge=made.challenge) == []
    Author.objects.create(entry=made.entries[1], person=alice, place=1)
    refused("not_yours", lambda: made.judge(0, 1, 5, 5))
    assert [one.number for one in papers_of(juror=made.seats[0])] == [made.entries[0].number]
    assert progress_of(juror=made.seats[0]) == (0, 1)
    made.judge(0, 0, 5, 5)
    assert progress_of(juror=made.seats[0]) == (1, 1)  # done, and not reminded any more
    seats = jurors_seated(challenge=made.challenge)
    assert [seat.progress.left for seat in seats] == [0, 3]


def test_nobody_judges_the_entry_of_somebody_linked_with_them(
    jury: Any, alice: Any, linked: Any
) -> None:
    made = jury()
    linked(alice.pk, made.entries[2].maker_id)
    refused("not_yours", lambda: made.judge(0, 2, 5, 5))
    assert progress_of(juror=made.seats[0]) == (0, 2)
    made.judge(1, 2, 5, 5)


def test_what_was_said_of_somebody_linked_counts_no_more_once_that_is_known(
    jury: Any, alice: Any, linked: Any
) -> None:
    made = jury()
    made.judge(0, 2, 5, 5)
    made.judge(0, 1, 2, 2)
    linked(alice.pk, made.entries[2].maker_id)
    assert [said.entry for said in said_counting(challenge=made.challenge)] == [made.entries[1].pk]
    assert progress_of(juror=made.seats[0]) == (1, 2)


def test_accounts_of_one_browser_are_kept_apart(
    jury: Any, alice: Any, bob: Any, settings: Any
) -> None:
    made = jury()
    maker = made.entries[2].maker
    for person, browser in ((alice, "one"), (maker, "one"), (bob, "other")):
        Sighting.objects.create(browser=browser, person=person)
    refused("not_yours", lambda: made.judge(0, 2, 5, 5))
    assert [seat.progress.of for seat in jurors_seated(challenge=made.challenge)] == [2, 3]
    settings.LINKED_DAYS = 0
    made.judge(0, 2, 5, 5)
