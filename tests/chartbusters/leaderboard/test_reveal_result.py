"""The result is told third, second, first, once voting is over and not before."""

from typing import Any

import pytest

from chartbusters.challenges.models import Challenge, Entry
from chartbusters.leaderboard.models import Standing
from chartbusters.leaderboard.reveal import Place, range_worded
from chartbusters.leaderboard.services import board_refresh
from tests.contests import to_phase

PAGE = "/challenges/tunes/"
REVEAL = f"{PAGE}reveal/"


def test_it_works(visitor: Any, voted: Any) -> None:
    challenge, entries = voted(votes=80)
    run = board_refresh(challenge=challenge)
    Entry.objects.filter(pk=entries[0].pk).update(process_note="I hummed it on a bus.")
    to_phase(challenge, "closed")
    page = visitor.get(REVEAL).content.decode()
    order = Standing.objects.filter(run=run).order_by("-position").values_list("entry__title")
    fourth, *told = [page.find(f">{title}</a></h3>") for (title,) in order]
    assert fourth == -1 and 0 < told[0] < told[1] < told[2]
    assert page.count("<song-player") == 3 and "I hummed it on a bus." in page
    assert f'<meta property="og:url" content="http://testserver{REVEAL}">' in page


def test_the_page_of_a_decided_challenge_begins_with_the_first(visitor: Any, voted: Any) -> None:
    challenge, _ = voted(votes=80)
    run = board_refresh(challenge=challenge)
    assert "Secret title" not in visitor.get(PAGE).content.decode()
    to_phase(challenge, "closed")
    page = visitor.get(PAGE).content.decode()
    order = Standing.objects.filter(run=run).order_by("position").values_list("entry__title")
    *first, fourth = [page.find(f">{title}</a></h3>") for (title,) in order]
    assert fourth == -1 and 0 < first[0] < first[1] < first[2] < page.find("How it stands")
    assert page.count(f'href="{REVEAL}"') == 2  # the step to take, and the tab


@pytest.mark.parametrize("phase", ["open", "voting"])
def test_it_tells_nothing_before(phase: str, visitor: Any, voted: Any) -> None:
    challenge, _ = voted()
    board_refresh(challenge=challenge)
    to_phase(challenge, phase)
    assert visitor.get(REVEAL).status_code == 404


def test_it_requires_enough_votes(visitor: Any, voted: Any) -> None:
    challenge, _ = voted()
    board_refresh(challenge=challenge)
    to_phase(challenge, "closed")
    Challenge.objects.filter(pk=challenge.pk).update(minimum_votes=1000)
    assert visitor.get(REVEAL).status_code == 404
    pages = [visitor.get(PAGE).content, visitor.get(f"{PAGE}leaderboard/").content]
    assert not any(REVEAL.encode() in page or b"Secret title 0</a></h3>" in page for page in pages)


def test_it_asks_the_same_however_many_have_entered(
    visitor: Any, voted: Any, django_assert_max_num_queries: Any
) -> None:
    challenge, _ = voted(entries=6)
    board_refresh(challenge=challenge)
    to_phase(challenge, "closed")
    with django_assert_max_num_queries(12):
        assert visitor.get(REVEAL).status_code == 200


def test_it_says_how_sure_a_place_is() -> None:
    entry = Entry().pk
    words = [range_worded(Place(entry, *span), 20) for span in ((1, 1), (1, 2), (2, 9))]
    assert words[0] == "This place is sure: rank 1."
    assert words[1] == "Among the first two. Any rank from 1 to 2 is possible."
    assert words[2] == "Any rank from 2 to 9 is possible."
