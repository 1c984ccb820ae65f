"""Whoever wrote a comment gives it other words, and everybody sees that."""

from typing import Any

import pytest

from chartbusters.comments.services import comment_edit, comment_hide, comment_remove
from chartbusters.compositions.services import composition_update
from chartbusters.web.errors import Refusal
from tests.chartbusters.comments.conftest import Say

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def test_it_works(api: Any, say: Say, bob: Any, visitor: Any) -> None:
    made = say("Nice", at_ms=2_000)
    answer = api(bob).patch(f"/api/v1/comments/{made.pk}/", {"words": "\u202eNicer"})
    told = answer.json()
    assert told["words"] == "Nicer" and told["edited_at"] and told["at_ms"] == 2_000
    page = visitor.get("/@alice/waltz/").content.decode()
    assert "Nicer" in page and ">edited<" in page


def test_nothing_is_edited_by_the_same_words(say: Say, bob: Any) -> None:
    made = say("Nice")
    assert comment_edit(comment=made, by=bob, words=" Nice ").edited_at is None


def test_it_requires_its_writer(
    api: Any, say: Say, alice: Any, charlie: Any, staff: Any, visitor: Any
) -> None:
    made = say("Nice")
    address = f"/api/v1/comments/{made.pk}/"
    for person in (alice, charlie, staff):
        assert api(person).patch(address, {"words": "Bad"}).json()["code"] == "not_yours"
    assert api().patch(address, {"words": "Bad"}).status_code in (401, 403)
    assert "/login/" in visitor.post(f"/comments/{made.pk}/edit/", {"words": "Bad"})["Location"]
    made.refresh_from_db()
    assert made.words == "Nice"


@pytest.mark.parametrize("words", ["", "\u200b", "x" * 501])
def test_it_rejects_words_that_nobody_can_read(words: str, say: Say, bob: Any) -> None:
    made = say("Nice")
    with pytest.raises(Refusal):
        comment_edit(comment=made, by=bob, words=words)


@pytest.mark.parametrize("way", ["removed", "hidden", "private"])
def test_what_is_gone_is_not_edited(way: str, say: Say, bob: Any, staff: Any, waltz: Any) -> None:
    made = say("Nice")
    if way == "removed":
        comment_remove(comment=made, by=bob)
    elif way == "hidden":
        comment_hide(comment=made, by=staff, reason="Spam.")
    else:
        composition_update(composition=waltz, visibility="private")
    with pytest.raises(Refusal) as refused:
        comment_edit(comment=made, by=bob, words="Other")
    assert refused.value.status in (404, 409)


def test_words_are_kept_where_something_went_meanwhile(
    say: Say, client_of: Any, bob: Any, charlie: Any, waltz: Any
) -> None:
    made = say("Nice")
    comment_remove(comment=made, by=bob)
    answers = [
        client_of(bob).post(f"/comments/{made.pk}/edit/", {"words": "Other words"}),
        client_of(charlie).post(
            f"/songs/{waltz.pk}/comments/", {"words": "Other words", "parent": made.pk}
        ),
    ]
    for answer in answers:
        page = answer.content.decode()
        assert answer.status_code == 409 and "Other words" in page and "not there any more" in page
    assert client_of(charlie).post(f"/comments/{made.pk}/edit/", {"words": "x"}).status_code == 404


def test_a_form_that_is_refused_keeps_the_words(say: Say, client_of: Any, bob: Any) -> None:
    made = say("Nice")
    answer = client_of(bob).post(f"/comments/{made.pk}/edit/", {"words": "y" * 501})
    page = answer.content.decode()
    assert answer.status_code == 400 and "y" * 501 in page and "500 characters" in page
