"""Comments are read in the order of the song, in pages that go on where they ended; and come and
go with their song."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chartbusters.challenges.services import entry_create
from chartbusters.comments.models import Comment, Discussion
from chartbusters.comments.services import comment_write, discussion_set
from chartbusters.compositions.hiding import composition_hide
from chartbusters.compositions.models import Composition
from chartbusters.compositions.services import composition_create, composition_update
from chartbusters.following.services import person_block, person_mute, person_unmute
from chartbusters.web.errors import Refusal
from tests.chartbusters.comments.conftest import Say, listed
from tests.contests import to_phase

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
PAGE = "/@alice/waltz/"


def address(song: Composition, **query: Any) -> str:
    asked = "&".join(f"{name}={value}" for name, value in query.items())
    return f"/api/v1/songs/{song.pk}/comments/?{asked}"


def many(song: Composition, writer: Any, number: int, at_ms: Any = lambda each: each) -> None:
    Discussion.objects.get_or_create(song=song)
    rows = [
        Comment(discussion_id=song.pk, writer=writer, at_ms=at_ms(each), words=f"c{each}")
        for each in range(number)
    ]
    Comment.objects.bulk_create(rows)


def test_it_works(api: Any, say: Say, charlie: Any, waltz: Any, visitor: Any) -> None:
    late = say("late", at_ms=3_000)
    early = say("early", at_ms=1_000)
    say("late too", at_ms=3_000, by=charlie)
    say("answer", parent=late, by=charlie)
    say("another", parent=early, by=charlie)
    say("answer to it", parent=late)
    order = ["early", "another", "late", "answer", "answer to it", "late too"]
    assert listed(api().get(address(waltz))) == order
    page = visitor.get(PAGE).content.decode()
    places = [page.index(f'<p class="words">{words}<') for words in order]
    assert places == sorted(places) and "6 comments" in page


def test_pages_go_on_where_they_ended(api: Any, waltz: Any, bob: Any, say: Say) -> None:
    many(waltz, bob, 7, lambda each: 1_000 * (each // 3))
    seen, page = [], api().get(address(waltz, page_size=3))
    for _ in range(9):
        seen += listed(page)
        if not page.json()["next"]:
            break
        say(f"in front {len(seen)}", at_ms=0)
        page = api().get(page.json()["next"])
    assert [words for words in seen if words[0] == "c"] == [f"c{each}" for each in range(7)]
    assert len(seen) == len(set(seen))


@pytest.mark.parametrize("begin", ["x", "1", "1-2", "-1-2-3", "1-2-3-4", "9" * 30, "1-2-\u0663"])
def test_it_rejects_what_is_no_place(begin: str, api: Any, waltz: Any, visitor: Any) -> None:
    answer = api().get(f"/api/v1/songs/{waltz.pk}/comments/", **{})
    assert answer.status_code == 200
    asked = visitor.get(f"/api/v1/songs/{waltz.pk}/comments/", {"from": begin})
    assert asked.status_code == 400 and asked.json()["field"] == "from"
    assert visitor.get(PAGE, {"comments": begin}).status_code == 200


def test_a_song_with_very_many_costs_what_it_shows(
    waltz: Any, bob: Any, api: Any, visitor: Any
) -> None:
    many(waltz, bob, 3_000, lambda each: 0 if each < 2_000 else each)
    for asked in (address(waltz), f"/api/v1/songs/{waltz.pk}/comments/marks/", PAGE):
        with CaptureQueriesContext(connection) as seen:
            answer = visitor.get(asked)
        assert answer.status_code == 200 and len(seen) < 40
        assert len(answer.content) < 120_000
        assert all("LIMIT" in one["sql"] for one in seen if 'FROM "comments_comment"' in one["sql"])
    marks = api().get(f"/api/v1/songs/{waltz.pk}/comments/marks/").json()
    assert len(marks["marks"]) == 100 and marks["more"] == 2_900
    assert marks == api().get(f"/api/v1/songs/{waltz.pk}/comments/marks/").json()
    assert "3000 comments" in visitor.get(PAGE).content.decode()


def test_pages_are_read_from_the_index(waltz: Any, bob: Any, api: Any) -> None:
    """However many there are, and were, at whatever moment."""
    many(waltz, bob, 2_000, lambda each: 0)
    Comment.objects.update(hidden_at="2026-01-01T00:00Z", hidden_because="Spam.")
    many(waltz, bob, 3_000, lambda each: 1_000)
    page = api().get(address(waltz))
    for asked in (address(waltz), page.json()["next"]):
        with CaptureQueriesContext(connection) as seen:
            assert len(listed(api().get(asked))) == 30
        (sql,) = [one["sql"] for one in seen if 'FROM "comments_comment"' in one["sql"]]
        assert "comments_in_order_of_time" in plan_of(sql)


def plan_of(sql: str) -> str:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ANALYZE comments_comment")
        words = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
        cursor.execute(f"{words} {sql}")
        plan = str(cursor.fetchall())
    assert "Sort" not in plan and "TEMP B-TREE" not in plan
    return plan


@pytest.mark.parametrize("way", ["private", "secret", "hidden", "entered", "off"])
def test_they_go_and_come_back_with_the_song(
    way: str, waltz: Any, say: Say, alice: Any, bob: Any, staff: Any, challenge_in: Any, api: Any
) -> None:
    made = say("Nice")
    doors = [address(waltz), f"/api/v1/comments/{made.pk}/", f"/comments/{made.pk}/"]
    doors += [f"/api/v1/songs/{waltz.pk}/comments/{name}/" for name in ("marks", "state")]
    entry = None
    if way in ("private", "secret"):
        composition_update(composition=waltz, visibility=way)
    elif way == "hidden":
        composition_hide(composition=waltz, by=staff, reason="Somebody else's.")
    elif way == "off":
        alice.is_active = False
        alice.save()
    else:
        entry = entry_create(challenge=challenge_in("open"), composition=waltz, maker=alice)
        to_phase(entry.challenge, "voting")
    for door in doors:
        for caller in (api(), api(bob), api(staff)):
            assert caller.get(door).status_code == 404, door
    with pytest.raises(Refusal) as refused:
        comment_write(song=waltz, by=bob, words="And now?")
    assert refused.value.status == 404
    if entry:
        to_phase(entry.challenge, "closed")
        assert listed(api().get(address(waltz))) == ["Nice"]


def test_a_silent_song_shows_none_to_its_maker_either(
    waltz: Any, say: Say, alice: Any, challenge_in: Any, client_of: Any
) -> None:
    say("Nice")
    entry = entry_create(challenge=challenge_in("open"), composition=waltz, maker=alice)
    to_phase(entry.challenge, "voting")
    page = client_of(alice).get(PAGE).content.decode()
    assert "Waltz" in page and 'id="comments"' not in page and "Nice" not in page


@pytest.mark.parametrize("state", ["closed", "off"])
def test_its_maker_decides(
    state: str, waltz: Any, say: Say, alice: Any, bob: Any, api: Any, client_of: Any
) -> None:
    say("Nice")
    choose = f"/api/v1/songs/{waltz.pk}/comments/state/"
    assert api(bob).put(choose, {"state": state}).status_code == 404
    assert api().put(choose, {"state": state}).status_code in (401, 403)
    assert api(alice).put(choose, {"state": "no"}).status_code == 400
    assert api(alice).put(choose, {"state": state}).json() == {"state": state, "count": 1}
    shown = state == "closed"
    assert listed(api().get(address(waltz))) == (["Nice"] if shown else [])
    marks = api().get(f"/api/v1/songs/{waltz.pk}/comments/marks/").json()
    assert len(marks["marks"]) == shown
    for person in (bob, alice):
        page = client_of(person).get(PAGE).content.decode()
        assert ("Nice" in page) == shown and "say-words" not in page
    discussion_set(song=waltz, by=alice, state="open")
    assert listed(api().get(address(waltz))) == ["Nice"]


def test_who_is_muted_is_not_shown(
    waltz: Any, say: Say, bob: Any, charlie: Any, api: Any, client_of: Any
) -> None:
    say("Loud")
    say("Soft", by=charlie)
    for keep in (person_mute, person_block):
        keep(by=charlie, person=bob)
        assert listed(api(charlie).get(address(waltz))) == ["Soft"]
        marks = api(charlie).get(f"/api/v1/songs/{waltz.pk}/comments/marks/").json()
        assert [mark["words"] for mark in marks["marks"]] == ["Soft"]
        assert "Loud" not in client_of(charlie).get(PAGE).content.decode()
        assert listed(api().get(address(waltz))) == ["Loud", "Soft"]
    person_unmute(by=charlie, person=bob)
    assert listed(api(charlie).get(address(waltz))) == ["Soft"]


def test_whoever_writes_is_led_to_it(waltz: Any, bob: Any, client_of: Any) -> None:
    many(waltz, bob, 31, lambda each: 0)
    said = {"words": "Behind them all", "at": "0:05"}
    answer = client_of(bob).post(f"/songs/{waltz.pk}/comments/", said)
    made = Comment.objects.get(words="Behind them all")
    assert answer["Location"].endswith(f"#comment-{made.pk}") and "?comments=" in answer["Location"]
    page = client_of(bob).get(answer["Location"]).content.decode()
    assert "Behind them all" in page and "From the beginning" in page
    assert client_of(bob).get(f"/comments/{made.pk}/")["Location"] == answer["Location"]
    first = client_of(bob).post(f"/songs/{waltz.pk}/comments/", {"words": "A", "parent": ""})
    assert first.status_code == 302


def test_pages_of_visitors_follow(
    waltz: Any, say: Say, visitor: Any, alice: Any, bob: Any, sample_song: Any
) -> None:
    """The page that all visitors get is kept; nothing on it is older than the rows."""
    assert "Nobody has said anything yet" in visitor.get(PAGE).content.decode()
    made = say("Nice <b>bass</b>")
    assert "Nice &lt;b&gt;bass" in visitor.get(PAGE).content.decode()
    Comment.objects.filter(pk=made.pk).update(words="Nicer")
    assert "Nicer" in visitor.get(PAGE).content.decode()
    bob.display_name = "Bob the Second"
    bob.save()
    page = visitor.get(PAGE).content.decode()
    assert "Bob the Second" in page and "csrf" not in page
    discussion_set(song=waltz, by=alice, state="off")
    assert 'id="comments"' not in visitor.get(PAGE).content.decode()
    other = composition_create(owner=alice, song=sample_song(), title="Other", visibility="public")
    assert "Nicer" not in visitor.get(other.get_absolute_url()).content.decode()
