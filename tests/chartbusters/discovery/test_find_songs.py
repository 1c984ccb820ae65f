"""Songs are found by words and groups, by both ways of looking, the same on both databases."""

from typing import Any

import pytest

from chartbusters.accounts.services import person_update
from chartbusters.compositions.services import composition_update
from chartbusters.discovery.models import Listing
from chartbusters.discovery.selectors import songs_found
from chartbusters.discovery.wishes import wish_read
from chartbusters.web.errors import Refusal
from tests.chartbusters.discovery.conftest import titles

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.postgres,
    pytest.mark.usefixtures("both_ways"),
]


def test_it_works(alice: Any, bob: Any, song_of: Any) -> None:
    song_of(alice, "Morning Waltz")
    song_of(bob, "Evening Waltz")
    assert titles() == titles(q="waltz") == ["Evening Waltz", "Morning Waltz"]
    assert titles(q="wal") == titles(q="WALTZ  !") == ["Evening Waltz", "Morning Waltz"]
    assert titles(q="morning wal") == ["Morning Waltz"] and titles(q="morn waltz") == []
    assert titles(q="waltz morning") == titles(q="alice") == ["Morning Waltz"]
    assert titles(q="altz") == titles(q="waltz polka") == []


SCRIPTS = {
    "Žluťoučký kůň": "zlutoucky kun",
    "Straße nach Köln": "STRASSE KOLN",
    "月の光": "光 月",
    "Весна": "весна",
    "3 o'clock": "3 clock",
}
OPERATORS = [
    '"', "'", "waltz*", "waltz AND", "NOT waltz", "(waltz", "waltz)", "waltz:*", "words:waltz",
    "waltz & !", "a:1 | b", "^waltz", "NEAR(waltz, 2)", "-waltz", "waltz\\", "%", "waltz_",
    "\0waltz", "';--", "*", ":", "{waltz}", "waltz <-> a",
]  # fmt: skip
UNKNOWN = [
    {"q": "a" * 101}, {"q": " ".join("abcdefghi")}, {"genre": "no"}, {"technique": "no"},
    {"sort": "no"}, {"challenge": "' OR 1"}, {"tag": "!!"}, {"tag": "a" * 31},
]  # fmt: skip


def test_it_reads_all_scripts(alice: Any, song_of: Any) -> None:
    for title in SCRIPTS:
        song_of(alice, title)
    for title, typed in SCRIPTS.items():
        assert titles(q=typed) == [title]


def test_nothing_typed_is_an_operator(alice: Any, song_of: Any, visitor: Any) -> None:
    song_of(alice, "Waltz")
    for typed in OPERATORS:
        assert titles(q=typed) in ([], ["Waltz"]), typed
    for typed in OPERATORS[:4]:
        assert visitor.get("/api/v1/songs/", {"q": typed}).status_code == 200, typed


def test_groups_cannot_be_typed(alice: Any, song_of: Any) -> None:
    song_of(alice, "Waltz")
    Listing.objects.update(words=" waltz genre:jazz technique:gan ")
    assert titles(genre="jazz", technique="gan") == titles(genre="jazz", q="waltz") == ["Waltz"]
    assert titles(genre="rock") == titles(q="genre:jazz") == titles(q="genre jazz") == []


def test_tags_lead_to_songs(alice: Any, song_of: Any, client_of: Any) -> None:
    song_of(alice, "Other")
    song = song_of(alice, "Waltz")
    client, page = client_of(alice), song.get_absolute_url()
    client.post(f"{page}settings/", {"tags": "Late night , für Streicher, late night,"})
    song.refresh_from_db()
    assert song.tags == "Late night, für Streicher"
    assert 'href="/songs/?tag=Late%20night"' in client.get(page).content.decode()
    assert titles(tag="late Night") == titles(q="fur streich") == ["Waltz"]
    assert titles(tag="Für Streicher") == ["Waltz"]
    assert titles(tag="late night", q="waltz") == ["Waltz"]
    assert titles(tag="late") == titles(tag="night", q="waltz") == []
    composition_update(composition=song, tags="")
    assert titles(tag="late night") == titles(q="streicher") == []


def test_tags_are_few_and_short(alice: Any, song_of: Any, api: Any) -> None:
    song = song_of(alice, "Waltz")
    for tags in ("a, b, c, d, e, f", "x" * 31, "!!", "x" * 9_999):
        answer = api(alice).patch(f"/api/v1/compositions/{song.pk}/", {"tags": tags})
        assert answer.status_code == 400, tags
    longest = ", ".join(letter * 30 for letter in "abcde")
    answer = api(alice).patch(f"/api/v1/compositions/{song.pk}/", {"tags": longest})
    assert answer.json()["tags"] == longest


def test_it_refuses_what_there_is_none_of(visitor: Any) -> None:
    for wish in UNKNOWN:
        with pytest.raises(Refusal):
            wish_read(wish)
        assert visitor.get("/api/v1/songs/", wish).status_code == 400
        assert visitor.get("/songs/", wish).status_code == 400


def test_it_follows_titles_and_names(alice: Any, song_of: Any) -> None:
    song = song_of(alice, "Waltz")
    composition_update(composition=song, title="Polka")
    person_update(person=alice, display_name="Clara Wieck", about="")
    assert titles(q="waltz") == [] and titles(q="polka wieck") == ["Polka"]
    person_update(person=alice, display_name="", about="")
    assert titles(q="wieck") == []


def test_pages_go_on_where_they_ended(alice: Any, song_of: Any) -> None:
    for number in range(7):
        song_of(alice, f"Waltz {number}")
    wish = wish_read({"q": "waltz"})
    first = songs_found(wish=wish, size=3)
    song_of(alice, "Waltz 7")  # at the front: nobody sees a song twice
    second = songs_found(wish=wish, size=3, after=first.more)
    last = songs_found(wish=wish, size=3, after=second.more)
    seen = [song.title[-1] for song in (*first.songs, *second.songs, *last.songs)]
    assert seen == list("6543210") and last.more is None


def test_the_loved_ones_come_first(alice: Any, song_of: Any) -> None:
    for number, hearts in enumerate([1, 0, 5, 1]):
        Listing.objects.filter(composition=song_of(alice, f"Waltz {number}")).update(hearts=hearts)
    order = ["Waltz 2", "Waltz 3", "Waltz 0", "Waltz 1"]
    for asked in ({"sort": "loved"}, {"sort": "loved", "q": "waltz"}):
        assert titles(**asked) == order
        wish, shown, after = wish_read(asked), [], None
        for _ in range(4):
            found = songs_found(wish=wish, size=1, after=after)
            shown += [song.title for song in found.songs]
            after = found.more
        assert shown == order and after is None
