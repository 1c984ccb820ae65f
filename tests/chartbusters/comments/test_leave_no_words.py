"""Who leaves takes all their words along; what others answered stays readable, without a name; and
all that somebody said is in the archive of what is theirs."""

import io
import json
from typing import Any
from zipfile import ZipFile

import pytest

from chartbusters.comments.models import Comment
from chartbusters.comments.services import comment_hide, comment_remove, discussion_set
from chartbusters.compositions.services import composition_update
from chartbusters.leaving.archive import archive_write
from chartbusters.moderation.services import comment_report
from tests.chartbusters.comments.conftest import Say, count, listed
from tests.chartbusters.leaving.erasing import erase, traces
from tests.people import person_made

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def zuzanna(db: None) -> Any:
    return person_made("zuzanna")


def archive(person: Any) -> dict[str, Any]:
    file = io.BytesIO()
    archive_write(file, person=person)
    zipped = ZipFile(file)
    return {name: json.loads(zipped.read(name)) for name in ("comments.json", "compositions.json")}


def test_it_works(say: Say, zuzanna: Any, waltz: Any, api: Any, charlie: Any, staff: Any) -> None:
    top = say("Zuzanna was here", by=zuzanna)
    say("Zuzanna answers herself", by=zuzanna, parent=top)
    say("Zuzanna alone", by=zuzanna, at_ms=1_000)
    reply = say("Hello @Zuzanna, how are you?", parent=top)
    say("Zuzanna replies", by=zuzanna, parent=say("Else", by=charlie, at_ms=2_000))
    comment_remove(comment=say("Zuzanna takes back", by=zuzanna), by=zuzanna)
    hidden = say("Zuzanna is rude", by=zuzanna)
    say("Indeed", by=charlie, parent=hidden)
    comment_report(comment=hidden, by=charlie, why="hateful")
    comment_hide(comment=hidden, by=staff, reason="Rude.")
    erase(zuzanna)
    assert traces("zuzan") == []
    assert listed(api().get(f"/api/v1/songs/{waltz.pk}/comments/")) == [
        *("", "Hello @former-member, how are you?", "", "Indeed", "Else")
    ]
    assert count(waltz) == 3 and not Comment.objects.filter(writer=zuzanna).exists()
    reply.refresh_from_db()
    assert reply.named == "" and reply.edited_at is None


def test_who_leaves_takes_songs_with_all_that_was_said(say: Say, alice: Any, charlie: Any) -> None:
    say("Again", by=charlie, parent=say("Nice"))
    erase(alice)
    assert not Comment.objects.exists()


def test_the_archive_has_all(say: Say, waltz: Any, bob: Any, alice: Any) -> None:
    say("Nice", at_ms=2_000)
    comment_remove(comment=say("Bad"), by=bob)
    discussion_set(song=waltz, by=alice, state="closed")
    rows = archive(bob)["comments.json"]
    assert [(row["song"], row["maker"], row["at_ms"], row["words"]) for row in rows] == [
        ("Waltz", "alice", 2_000, "Nice"),
        ("Waltz", "alice", 0, "Bad"),
    ]
    assert rows[1]["removed_at"] and not rows[0]["removed_at"]
    assert archive(alice)["compositions.json"][0]["comments"] == "closed"


def test_the_archive_tells_of_no_song_that_is_silent(say: Say, waltz: Any, bob: Any) -> None:
    say("Nice")
    composition_update(composition=waltz, visibility="private")
    (row,) = archive(bob)["comments.json"]
    assert row["song"] is row["maker"] is None and row["words"] == "Nice"
