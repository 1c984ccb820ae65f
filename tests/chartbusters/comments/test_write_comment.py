"""Comments are written at a moment of a song that everybody may hear, by people who are signed
in, and are counted by the database."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from chartbusters.comments.models import Comment, Discussion
from chartbusters.comments.services import comment_write, discussion_set
from chartbusters.compositions.models import Composition
from chartbusters.compositions.services import (
    composition_create,
    composition_delete,
    composition_update,
)
from chartbusters.following.services import person_block
from chartbusters.web.errors import Refusal
from chartbusters.web.rates import Rate
from tests.chartbusters.comments.conftest import Say, count, listed

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def address(song: Composition) -> str:
    return f"/api/v1/songs/{song.pk}/comments/"


def test_it_works(api: Any, waltz: Composition, bob: Any) -> None:
    answer = api(bob).post(address(waltz), {"words": "The\u202e bass!\u200b ", "at_ms": 2_000})
    assert answer.status_code == 201, answer.content
    told = answer.json()
    assert (told["words"], told["at_ms"], told["writer"]) == ("The bass!", 2_000, "bob")
    assert listed(api().get(address(waltz))) == ["The bass!"] and count(waltz) == 1
    assert api().get(f"/api/v1/comments/{told['id']}/").json() == told


def test_it_requires_somebody_signed_in(api: Any, waltz: Composition, visitor: Any) -> None:
    assert api().post(address(waltz), {"words": "Hello"}).status_code in (401, 403)
    assert "/login/" in visitor.post(f"/songs/{waltz.pk}/comments/", {"words": "Hi"})["Location"]
    assert not Comment.objects.exists()


@pytest.mark.parametrize("visibility", ["private", "secret"])
def test_it_requires_a_song_that_everybody_may_hear(
    visibility: str, api: Any, waltz: Composition, bob: Any, alice: Any
) -> None:
    composition_update(composition=waltz, visibility=visibility)
    for person in (bob, alice):
        assert api(person).post(address(waltz), {"words": "Hello"}).status_code == 404
        assert api(person).get(address(waltz)).status_code == 404
    with pytest.raises(Refusal) as refused:
        comment_write(song=waltz, by=alice, words="Hello")
    assert refused.value.status == 404


@pytest.mark.parametrize(
    ("words", "code"),
    [(" \u200b\u3164 ", "no_words"), ("x" * 501, "too_long"), ("x\n" * 13, "too_long")],
)
def test_it_rejects_words_that_nobody_can_read(words: str, code: str, say: Say) -> None:
    with pytest.raises(Refusal) as refused:
        say(words)
    assert refused.value.code == code and not Comment.objects.exists()


def test_it_rejects_what_is_no_moment(api: Any, waltz: Composition, bob: Any) -> None:
    for at_ms in (-1, 86_400_001, 1.5, "x", None, True):
        body = {"words": "Hello", "at_ms": at_ms}
        assert api(bob).post(address(waltz), body).status_code == 400, at_ms


def test_a_moment_behind_the_end_is_the_end(say: Say, waltz: Composition) -> None:
    end = 1000 * waltz.listing.seconds + 15_000  # type: ignore[attr-defined]
    assert say("Late", at_ms=86_000_000).at_ms == end


def test_sent_twice_it_is_said_once(say: Say, waltz: Composition, charlie: Any) -> None:
    assert say("Nice", at_ms=5) == say("Nice", at_ms=5)
    say("Nice", at_ms=6)
    say("Nice", at_ms=5, by=charlie)
    assert count(waltz) == 3


def test_replies_stand_one_level_below(say: Say, charlie: Any, alice: Any) -> None:
    top = say("Nice", at_ms=2_000)
    reply = say("Yes", by=charlie, parent=top, at_ms=4_000)
    again = say("Thanks", by=alice, parent=reply)
    assert (reply.parent, reply.at_ms, again.parent, again.at_ms) == (top, 2_000, top, 2_000)
    with pytest.raises(IntegrityError), transaction.atomic():
        said = {"discussion": top.discussion, "writer": alice, "words": "x"}
        Comment.objects.create(parent=reply, at_ms=2_000, **said)
    with pytest.raises(IntegrityError), transaction.atomic():
        Comment.objects.create(parent=top, at_ms=1, **said)


def test_a_reply_stays_below_its_own_song(
    say: Say, alice: Any, bob: Any, sample_song: Any, api: Any
) -> None:
    other = composition_create(
        owner=alice, song=sample_song(transpose=3), title="Polka", visibility="public"
    )
    top = say("Nice")
    answer = api(bob).post(address(other), {"words": "Yes", "parent": top.pk})
    assert answer.status_code == 409 and answer.json()["field"] == "parent"
    assert api(bob).post(address(other), {"words": "Yes", "parent": 10**9}).status_code == 404


@pytest.mark.parametrize("state", ["closed", "off"])
def test_its_maker_takes_none(
    state: str, say: Say, waltz: Composition, alice: Any, api: Any
) -> None:
    discussion_set(song=waltz, by=alice, state=state)
    with pytest.raises(Refusal) as refused:
        say("Nice")
    assert refused.value.code == "comments_closed"


def test_comments_of_a_day_are_bounded(settings: Any, say: Say, charlie: Any) -> None:
    settings.COMMENTS_A_DAY = 2
    say("One")
    say("Two")
    with pytest.raises(Refusal) as refused:
        say("Three")
    assert refused.value.status == 429 and refused.value.retry_after
    assert say("One", by=charlie)


@pytest.mark.parametrize("blocker", ["alice", "bob"])
def test_who_is_kept_away_says_nothing_there(
    blocker: str, say: Say, alice: Any, bob: Any, waltz: Composition, client_of: Any
) -> None:
    one, other = (alice, bob) if blocker == "alice" else (bob, alice)
    person_block(by=one, person=other)
    with pytest.raises(Refusal):
        say("Nice")
    assert "say-words" not in client_of(bob).get(waltz.get_absolute_url()).content.decode()
    assert not Comment.objects.exists()


def test_who_is_kept_away_answers_nobody_who_keeps_them_away(
    say: Say, bob: Any, charlie: Any
) -> None:
    top = say("Nice", by=charlie)
    person_block(by=charlie, person=bob)
    with pytest.raises(Refusal):
        say("Yes", parent=top)
    assert say("Something else")


def test_numbers_follow_whatever_door(say: Say, charlie: Any, waltz: Composition) -> None:
    top = say("Nice")
    say("Yes", by=charlie, parent=top)
    top.refresh_from_db()
    assert (count(waltz), top.replied, top.shown) == (2, 1, True)
    Comment.objects.filter(parent=top).delete()
    top.refresh_from_db()
    assert (count(waltz), top.replied) == (1, 0)
    Comment.objects.all().delete()
    assert count(waltz) == 0
    say("Again")
    composition_delete(composition=waltz)
    assert not Comment.objects.exists() and not Discussion.objects.exists()


def test_it_is_limited_per_person(settings: Any, api: Any, waltz: Composition, bob: Any) -> None:
    settings.LIMITS_ENABLED = True
    assert all(rate.per == "person" for rate in settings.LIMITS["comment"])
    most = 3  # a day: a minute might end between two requests of the test
    settings.LIMITS = {**settings.LIMITS, "comment": [Rate(most, 86_400, "person")]}
    caller = api(bob)
    for number in range(most):
        answer = caller.post(address(waltz), {"words": f"Comment {number}"})
        assert answer.status_code == 201
    assert caller.post(address(waltz), {"words": "One more"}).status_code == 429
