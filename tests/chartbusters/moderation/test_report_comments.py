"""Comments are reported with their words as they were, hidden by staff from the queue, and shown
again."""

from datetime import timedelta
from typing import Any

import pytest
from django.db.models import F

from chartbusters.comments.models import Comment
from chartbusters.comments.services import comment_edit, comment_remove, comments_clear
from chartbusters.compositions.services import composition_update
from chartbusters.moderation.models import Report
from chartbusters.moderation.services import comment_report, report_decide
from chartbusters.notices.audiences import people_in
from chartbusters.notices.models import Event
from chartbusters.web.errors import Refusal
from tests.chartbusters.comments.conftest import Say, listed, say, waltz
from tests.chartbusters.test_act_as_staff import helper_with

__all__ = ["say", "waltz"]
pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
WHY = {"why": "hateful", "words": "It insults her."}


def test_it_works(client_of: Any, say: Say, charlie: Any, visitor: Any) -> None:
    made = say("You are bad")
    address, client = f"/report/comment/{made.pk}/", client_of(charlie)
    assert address in client.get("/@alice/waltz/").content.decode()
    assert "You are bad" in client.get(address).content.decode()
    told = client.post(address, WHY, follow=True).content.decode()
    assert "A comment on “Waltz” by alice" in told and "Waits" in told
    assert "/login/" in visitor.get(address)["Location"]


def test_it_is_decided_from_the_queue(
    client_of: Any, say: Say, charlie: Any, alice: Any, api: Any, bob: Any
) -> None:
    made = say("You are bad")
    for person in (charlie, alice):
        address = f"/api/v1/comments/{made.pk}/report/"
        assert api(person).post(address, WHY).status_code == 201
    helper = helper_with("change_report", "change_comment")
    page = client_of(helper).get("/moderation/").content.decode()
    assert "You are bad" in page and "Hide the comment" in page
    said = {"decision": "covered", "reason": "It is hateful.", "answer": "Thank you."}
    one = Report.objects.first()
    done = client_of(helper).post(f"/moderation/{one.pk}/", said, follow=True).content.decode()
    assert "2 reports are closed" in done
    assert "It is hateful." in client_of(bob).get(f"/comments/{made.pk}/").content.decode()
    assert "the comment was hidden" in client_of(alice).get("/reports/").content.decode()
    assert listed(api().get(f"/api/v1/songs/{made.discussion_id}/comments/")) == []
    assert not Report.objects.exclude(quote="").exists()


def test_it_is_shown_again(client_of: Any, say: Say, charlie: Any, api: Any) -> None:
    made = say("You are bad")
    helper = client_of(helper_with("change_report", "change_comment"))
    address = f"/moderation/comments/{made.pk}/"
    assert "Say why" in helper.post(address, {"reason": ""}, follow=True).content.decode()
    page = helper.post(address, {"reason": "Hateful."}, follow=True).content.decode()
    assert "Hidden: Hateful. helper" in page and "Show it again" in page
    assert "You are bad" in helper.get("/moderation/comments/").content.decode()
    helper.post(address, {"unhide": "1"})
    assert listed(api().get(f"/api/v1/songs/{made.discussion_id}/comments/")) == ["You are bad"]
    assert "No comment is hidden" in helper.get("/moderation/comments/").content.decode()


def test_other_rights_open_nothing(client_of: Any, say: Say, alice: Any, bob: Any) -> None:
    made = say("You are bad")
    helper = helper_with("change_report", "view_comment", "change_composition")
    for person in (helper, alice, bob):
        for address in ("/moderation/comments/", f"/moderation/comments/{made.pk}/"):
            assert client_of(person).get(address).status_code == 403
        client_of(person).post(f"/moderation/comments/{made.pk}/", {"reason": "x"})
    report = comment_report(comment=made, by=alice, why="spam")
    client_of(helper).post(f"/moderation/{report.pk}/", {"decision": "covered", "reason": "x"})
    assert Comment.objects.get().hidden_at is None and Report.objects.get().decided_at is None


def test_nobody_reports_their_own_or_decides_on_it(
    api: Any, say: Say, bob: Any, alice: Any
) -> None:
    made = say("Nice")
    assert api(bob).post(f"/api/v1/comments/{made.pk}/report/", WHY).status_code == 403
    helper = helper_with("change_report", "change_comment")
    theirs = comment_report(comment=say("Mine", by=helper), by=alice, why="spam")
    with pytest.raises(Refusal):
        report_decide(report=theirs, by=helper, decision="kept")


def test_other_words_do_not_hide_what_was_said(
    say: Say, bob: Any, charlie: Any, client_of: Any
) -> None:
    made = say("You are bad")
    comment_report(comment=made, by=charlie, why="hateful")
    comment_edit(comment=made, by=bob, words="You are good")
    helper = client_of(helper_with("change_report"))
    page = helper.get("/moderation/").content.decode()
    assert "You are bad" in page and "Since then it was edited: “You are good”" in page
    comment_remove(comment=made, by=bob)
    Comment.objects.update(removed_at=F("removed_at") - timedelta(hours=1))
    assert comments_clear() == 0
    assert "It was removed since, by its writer" in helper.get("/moderation/").content.decode()
    report_decide(
        report=Report.objects.get(), by=helper_of_all(), decision="covered", reason="Hateful."
    )
    assert comments_clear() == 1 and not Comment.objects.exists()


def helper_of_all() -> Any:
    from tests.people import organiser_made

    return organiser_made()


def test_what_one_may_not_read_cannot_be_reported(
    api: Any, say: Say, charlie: Any, waltz: Any
) -> None:
    made = say("Nice")
    composition_update(composition=waltz, visibility="private")
    assert api(charlie).post(f"/api/v1/comments/{made.pk}/report/", WHY).status_code == 404
    assert api().post(f"/api/v1/comments/{made.pk}/report/", WHY).status_code in (401, 403)


def test_staff_who_decide_are_told_once_a_day(say: Say, charlie: Any, alice: Any) -> None:
    helper = helper_with("change_report")
    comment_report(comment=say("One"), by=charlie, why="spam")
    comment_report(comment=say("Two"), by=charlie, why="spam")
    event = Event.objects.get(kind="report_for_staff")
    assert list(people_in(event.audience)) == [helper]
