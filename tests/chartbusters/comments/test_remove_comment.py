"""Comments are removed by who wrote them or by the maker of the song, come back for ten minutes,
and leave replies where they are."""

from datetime import timedelta
from typing import Any

import pytest
from django.db.models import F

from chartbusters.comments import tasks
from chartbusters.comments.models import Comment
from chartbusters.comments.services import comment_remove, comment_restore, comments_clear
from chartbusters.compositions.models import Composition
from chartbusters.web.errors import Refusal
from tests.chartbusters.comments.conftest import Say, count, listed

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
PAGE = "/@alice/waltz/"


def later(minutes: int = 11) -> None:
    """As if what was removed had been removed so much earlier."""
    earlier = F("removed_at") - timedelta(minutes=minutes)
    Comment.objects.filter(removed_at__isnull=False).update(removed_at=earlier)


def said(api: Any, song: Composition) -> list[str]:
    return listed(api().get(f"/api/v1/songs/{song.pk}/comments/"))


@pytest.mark.parametrize("who", ["bob", "alice"])
def test_it_works(who: str, api: Any, say: Say, waltz: Any, alice: Any, bob: Any) -> None:
    made = say("Nice")
    person = {"alice": alice, "bob": bob}[who]
    for _ in range(2):
        assert api(person).delete(f"/api/v1/comments/{made.pk}/").status_code == 204
        assert said(api, waltz) == [] and count(waltz) == 0
    assert api(person).post(f"/api/v1/comments/{made.pk}/restore/").json()["words"] == "Nice"
    assert said(api, waltz) == ["Nice"] and count(waltz) == 1


def test_it_requires_writer_or_maker(
    api: Any, say: Say, charlie: Any, staff: Any, visitor: Any, waltz: Any, client_of: Any
) -> None:
    made = say("Nice")
    for person in (charlie, staff):
        assert api(person).delete(f"/api/v1/comments/{made.pk}/").status_code == 403
        assert client_of(person).post(f"/comments/{made.pk}/remove/").status_code == 404
    assert api().delete(f"/api/v1/comments/{made.pk}/").status_code in (401, 403)
    assert "/login/" in visitor.post(f"/comments/{made.pk}/remove/")["Location"]
    assert said(api, waltz) == ["Nice"]


def test_it_comes_back_by_the_hand_that_removed_it(
    api: Any, say: Say, alice: Any, bob: Any, charlie: Any
) -> None:
    made = comment_remove(comment=say("Nice"), by=alice)
    assert api(charlie).post(f"/api/v1/comments/{made.pk}/restore/").status_code == 404
    with pytest.raises(Refusal):
        comment_restore(comment=made, by=bob)
    assert comment_restore(comment=made, by=alice).removed_at is None


def test_it_comes_back_for_ten_minutes(say: Say, bob: Any) -> None:
    made = comment_remove(comment=say("Nice"), by=bob)
    later(9)
    comment_restore(comment=made, by=bob)
    comment_remove(comment=made, by=bob)
    later(11)
    with pytest.raises(Refusal) as refused:
        comment_restore(comment=made, by=bob)
    assert refused.value.code == "too_late"


def test_its_page_offers_to_undo(say: Say, bob: Any, alice: Any, client_of: Any) -> None:
    made = say("Nice", at_ms=2_000)
    page = client_of(bob).post(f"/comments/{made.pk}/remove/", follow=True).content.decode()
    undo = f"/comments/{made.pk}/restore/"
    assert undo in page and "The comment at 0:02 was removed" in page
    assert undo not in client_of(alice).get(PAGE).content.decode()
    assert ">Nice<" in client_of(bob).post(undo, follow=True).content.decode()
    later()
    assert undo not in client_of(bob).get(PAGE).content.decode()


def test_replies_stay_where_they_are(api: Any, say: Say, waltz: Any, bob: Any, alice: Any) -> None:
    top = say("Nice")
    say("Yes", by=alice, parent=top)
    comment_remove(comment=top, by=bob)
    assert said(api, waltz) == ["", "Yes"] and count(waltz) == 1
    first = api().get(f"/api/v1/songs/{waltz.pk}/comments/").json()["results"][0]
    assert first["gone"] and first["writer"] == first["writer_name"] == ""
    later()
    assert comments_clear() == 1 and said(api, waltz) == ["", "Yes"]
    top.refresh_from_db()
    assert (top.words, top.writer) == ("", None)
    Comment.objects.exclude(pk=top.pk).delete()
    assert said(api, waltz) == []


def test_it_goes_for_good(say: Say, bob: Any) -> None:
    comment_remove(comment=say("Nice"), by=bob)
    tasks.comments_clear()
    assert Comment.objects.count() == 1
    later()
    tasks.comments_clear()
    tasks.comments_clear()
    assert not Comment.objects.exists()


def test_one_that_cannot_go_keeps_no_other(
    say: Say, bob: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from chartbusters.comments.services import forgetting

    broken = comment_remove(comment=say("Broken"), by=bob)
    comment_remove(comment=say("Whole"), by=bob)
    later()
    held = forgetting.comment_held

    def holding(comment: Comment) -> Comment:
        if comment.pk == broken.pk:
            raise ValueError("it cannot be read")
        return held(comment)

    monkeypatch.setattr(forgetting, "comment_held", holding)
    assert comments_clear() == 1 and Comment.objects.get() == broken
