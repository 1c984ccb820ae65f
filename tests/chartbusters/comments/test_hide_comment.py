"""Staff hide comments with a reason that the writer reads, and show them again."""

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import PermissionDenied

from chartbusters.comments.services import comment_hide, comment_unhide
from chartbusters.notices.models import Event
from chartbusters.web.errors import Refusal
from tests.chartbusters.comments.conftest import Say, count, listed
from tests.chartbusters.test_act_as_staff import everything, helper_with

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def test_it_works(say: Say, api: Any, waltz: Any, bob: Any, client_of: Any, charlie: Any) -> None:
    made, staff = say("Rude"), helper_with("change_comment")
    comment_hide(comment=made, by=staff, reason=" It is\u202e rude. ")
    address = f"/api/v1/songs/{waltz.pk}/comments/"
    assert listed(api().get(address)) == listed(api(bob).get(address)) == [] and count(waltz) == 0
    page = client_of(bob).get(f"/comments/{made.pk}/").content.decode()
    assert "Rude" in page and "It is rude." in page
    assert client_of(charlie).get(f"/comments/{made.pk}/").status_code == 404
    event = Event.objects.get(kind="comment_hidden")
    assert event.audience == f"reader:{bob.pk}" and event.data == {"words": "Why: It is rude."}
    comment_unhide(comment=made, by=staff)
    assert listed(api().get(address)) == ["Rude"] and count(waltz) == 1
    assert Event.objects.filter(kind="comment_restored").count() == 1
    told = LogEntry.objects.order_by("pk").values_list("change_message", flat=True)
    assert list(told) == ["Hidden: It is rude.", "Everybody sees it again."]


def test_it_can_be_hidden_again(say: Say, staff: Any) -> None:
    made = say("Rude")
    for _ in range(2):
        comment_hide(comment=made, by=staff, reason="Rude.")
        comment_unhide(comment=made, by=staff)
    assert Event.objects.filter(kind__in=["comment_hidden", "comment_restored"]).count() == 4


def test_replies_stay(say: Say, api: Any, waltz: Any, staff: Any, charlie: Any) -> None:
    top = say("Rude")
    say("Why?", by=charlie, parent=top)
    comment_hide(comment=top, by=staff, reason="Rude.")
    assert listed(api().get(f"/api/v1/songs/{waltz.pk}/comments/")) == ["", "Why?"]


def test_it_requires_its_right(say: Say, alice: Any, bob: Any) -> None:
    made = say("Rude")
    others = helper_with(*(everything() - {"change_comment"}))
    for person in (alice, bob, others):
        for act in (lambda by: comment_hide(comment=made, by=by, reason="x"),):
            with pytest.raises(PermissionDenied):
                act(person)
        with pytest.raises(PermissionDenied):
            comment_unhide(comment=made, by=person)


def test_it_requires_a_reason(say: Say, staff: Any) -> None:
    with pytest.raises(Refusal, match="Say why"):
        comment_hide(comment=say("Rude"), by=staff, reason="\u200b")
