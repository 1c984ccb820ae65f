"""Many at one moment, on a real PostgreSQL: none lost, all counted, nobody waits in a circle."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model

from chartbusters.comments.models import Comment, Discussion
from chartbusters.comments.services import (
    comment_edit,
    comment_hide,
    comment_remove,
    comment_restore,
    comment_unhide,
    comment_write,
)
from chartbusters.compositions.services import composition_delete
from chartbusters.following.services import person_block
from chartbusters.leaving.services import person_erase
from tests.databases import on_postgres
from tests.races import ROUNDS, crowd_of, told

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not on_postgres(), reason="races are tried on a real PostgreSQL"),
]
MANY = 8


def people(number: int = MANY) -> list[Any]:
    have = get_user_model().objects.count()
    make = get_user_model().objects.create_user
    return [make(f"listener{have + each}") for each in range(number)]


def counted() -> None:
    """What the database has counted is what is there."""
    there = Comment.objects.filter(removed_at=None, hidden_at=None)
    for discussion in Discussion.objects.all():
        assert discussion.count == there.filter(discussion=discussion).count()
    for top in Comment.objects.filter(parent=None):
        assert top.replied == there.filter(parent=top).count()


def test_it_works(waltz: Any) -> None:
    crowd = people()
    with crowd_of(2 * MANY) as many:
        for number in range(ROUNDS):
            twice = [
                lambda one=one, number=number: comment_write(
                    song=waltz, by=one, words=f"Nice {number}"
                )
                for one in 2 * crowd
            ]
            assert told(many.at_once(twice)) == {"done": 2 * MANY}
            assert Comment.objects.count() == MANY * (number + 1)
            counted()


def test_what_is_done_to_one_comment_at_once(waltz: Any, bob: Any, staff: Any) -> None:
    alice, crowd = waltz.owner, people(4)
    with crowd_of(10) as many:
        for number in range(ROUNDS):
            top = comment_write(song=waltz, by=bob, words=f"Nice {number}")
            acts = [
                lambda one=one, top=top: comment_write(song=waltz, by=one, words="Y", parent=top)
                for one in crowd
            ]
            acts += [lambda top=top: comment_remove(comment=top, by=bob)]
            acts += [lambda top=top: comment_remove(comment=top, by=alice)]
            acts += [lambda top=top: comment_restore(comment=top, by=bob)]
            acts += [lambda top=top: comment_hide(comment=top, by=staff, reason="No.")]
            acts += [lambda top=top: comment_unhide(comment=top, by=staff)]
            acts += [lambda top=top: comment_edit(comment=top, by=bob, words="Other words")]
            assert set(told(many.at_once(acts))) <= {"done", "gone", "too_late"}
            counted()


def test_who_leaves_meanwhile_leaves_no_words(waltz: Any, bob: Any) -> None:
    with crowd_of(6) as many:
        for number in range(ROUNDS):
            one, other = people(2)
            top = comment_write(song=waltz, by=one, words=f"Nice @{other.username}")
            acts = [
                lambda one=one, other=other, number=number: comment_write(
                    song=waltz, by=one, words=f"More {number} @{other.username}"
                ),
                lambda top=top, one=one: comment_write(
                    song=waltz, by=bob, words=f"A{top.pk} @{one.username}", parent=top
                ),
                lambda other=other, top=top: comment_write(
                    song=waltz, by=other, words="Yes", parent=top
                ),
                lambda top=top: comment_remove(comment=top, by=waltz.owner),
                lambda one=one: person_erase(person=one, by=one),
                lambda other=other: person_erase(person=other, by=other),
            ]
            assert set(told(many.at_once(acts))) <= {"done", "gone", "in_use"}
            for person in (one, other):
                person.refresh_from_db()
                if not person.is_active:
                    assert not Comment.objects.filter(writer=person).exists()
                    assert not Comment.objects.filter(mentions__person=person).exists()
            counted()


def test_a_song_that_goes_meanwhile_takes_all_along(alice: Any, sample_song: Any, bob: Any) -> None:
    from chartbusters.compositions.services import composition_create

    with crowd_of(4) as many:
        for number in range(ROUNDS):
            song = composition_create(
                owner=alice, song=sample_song(transpose=number), title="Gone", visibility="public"
            )
            top = comment_write(song=song, by=bob, words="Nice")
            acts = [
                lambda song=song: comment_write(song=song, by=bob, words="More"),
                lambda top=top: comment_remove(comment=top, by=bob),
                lambda top=top: comment_edit(comment=top, by=bob, words="Other"),
                lambda song=song: composition_delete(composition=song),
            ]
            outcome = told(many.at_once(acts))
            assert set(outcome) <= {"done", "gone", "not_found"}
            assert not Comment.objects.filter(discussion=song.pk).exists()


def test_who_is_kept_away_meanwhile_says_nothing_later(waltz: Any) -> None:
    with crowd_of(2) as many:
        for _ in range(ROUNDS):
            (one,) = people(1)
            say = lambda one=one: comment_write(song=waltz, by=one, words="Nice")  # noqa: E731
            block = lambda one=one: person_block(by=waltz.owner, person=one)  # noqa: E731
            assert set(told(many.at_once([say, block]))) <= {"done", "not_here"}
            assert set(
                told([_tried(lambda one=one: comment_write(song=waltz, by=one, words="Again"))])
            ) == {"not_here"}


def _tried(act: Any) -> Any:
    try:
        return act()
    except Exception as error:
        return error
