"""People who are named become links and are told, a few of a comment; makers and those who are
answered are told too, each once an hour of a song."""

from datetime import timedelta
from typing import Any

import pytest
from django.db.models import F
from hypothesis import given
from hypothesis import strategies as texts

from chartbusters.comments.models import Comment, Mention
from chartbusters.comments.naming import linked, names_in, without
from chartbusters.comments.services import comment_edit
from chartbusters.following.services import person_block, person_mute
from chartbusters.notices.models import Event, Notice
from chartbusters.notices.services import event_deliver
from tests.chartbusters.comments.conftest import Say
from tests.people import person_made

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
PAGE = "/@alice/waltz/"


def told() -> list[tuple[str, str]]:
    """Who was told of what, once workers have handed all out."""
    for pk in list(Event.objects.filter(delivered_at=None).values_list("pk", flat=True)):
        event_deliver(pk=pk)
    return sorted(Notice.objects.values_list("person__username", "event__kind"))


def test_it_works(say: Say, charlie: Any, client_of: Any, bob: Any) -> None:
    top = say("Listen, @charlie!")
    assert told() == [("alice", "song_commented"), ("charlie", "comment_named")]
    say("I did", by=charlie, parent=top)
    assert told()[1] == ("bob", "comment_answered")
    page = client_of(bob).get(PAGE).content.decode()
    assert 'Listen, <a href="/@charlie/">@charlie</a>!' in page
    notices = client_of(bob).get("/notices/").content.decode()
    assert "Your comment on “Waltz” was answered" in notices
    event = Event.objects.get(kind="comment_answered")
    place = client_of(bob).get(event.address)["Location"]
    assert place == f"{PAGE}#comment-{Comment.objects.get(words='I did').pk}"


def test_much_is_told_once_an_hour(say: Say, charlie: Any) -> None:
    top = say("One @charlie")
    for number in range(5):
        say(f"Number {number} @charlie", at_ms=number)
        say(f"Answer {number}", by=charlie, parent=top)
    kinds = [kind for _, kind in told()]
    assert sorted(kinds) == ["comment_answered", "comment_named", "song_commented"]
    Event.objects.update(key=F("pk"), at=F("at") - timedelta(hours=1))
    say("Later")
    assert [kind for _, kind in told()].count("song_commented") == 2


def test_nobody_is_told_of_themselves(say: Say, alice: Any) -> None:
    mine = say("My own song, says @alice", by=alice)
    say("Yes", by=alice, parent=mine)
    assert told() == []


def test_who_does_not_want_to_hear_of_it_is_not_told(
    say: Say, alice: Any, bob: Any, charlie: Any
) -> None:
    person_mute(by=alice, person=bob)
    person_block(by=charlie, person=bob)
    made = say("Hello @charlie")
    assert told() == [] and not Mention.objects.exists() and made.named == ""


def test_a_few_are_named(say: Say, client_of: Any, bob: Any) -> None:
    names = [f"friend{number}" for number in range(5)]
    for name in names:
        person_made(name)
    made = say(" ".join(f"@{name}" for name in ["nobody-here", *names]))
    assert made.named.split() == names[:3]
    page = client_of(bob).get(PAGE).content.decode()
    assert 'href="/@friend2/"' in page and 'href="/@friend3/"' not in page
    assert 'href="/@nobody-here/"' not in page


def test_an_edit_tells_those_who_are_new(say: Say, bob: Any, charlie: Any) -> None:
    person_made("dora")
    made = say("Hello @charlie")
    comment_edit(comment=made, by=bob, words="Hello @charlie and @Dora")
    assert told().count(("dora", "comment_named")) == 1
    assert told().count(("charlie", "comment_named")) == 1
    comment_edit(comment=made, by=bob, words="Hello @DORA")
    assert list(made.mentions.values_list("person__username", flat=True)) == ["dora"]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("@bob", ["bob"]),
        ("(@Bob, @bob.)", ["bob"]),
        ("@bob.smith-x_1!", ["bob.smith-x_1"]),
        ("mail me@example.org or a/@b", []),
        ("@@bob @ bob @-bob", []),
        ("@bob@example.org", []),
        ("žen@bob @böb", []),
        ("@" + "b" * 41, []),
    ],
)
def test_it_knows_names(words: str, names: list[str]) -> None:
    assert names_in(words) == names


@given(texts.text(alphabet="@<>&\"'ab./-\n ", max_size=60))
def test_words_never_become_elements(words: str) -> None:
    html = linked(words, names_in(words))
    plain = html.replace("<br>", "\n")
    for name in names_in(words):
        for shown in {found for found in (name, name.upper()) if f"@{found}" in words}:
            plain = plain.replace(f'<a href="/@{shown}/">@{shown}</a>', f"@{shown}")
    assert "<" not in plain and ">" not in plain
    assert "@ab" not in without(words, "ab") or "@ab" not in names_in(words)


def test_addresses_are_no_links(say: Say, visitor: Any) -> None:
    say("https://spam.example/ and javascript:alert(1) <a href=x>y</a>")
    page = visitor.get(PAGE).content.decode()
    assert "https://spam.example/ and" in page and 'href="https://spam' not in page
    assert "<a href=x>" not in page
