"""Players and oEmbed of entries and of rows of the board, once everybody may know them; and of all
songs of a person."""

from typing import Any

import pytest
from django.test import Client

from tests.contests import to_phase

pytestmark = pytest.mark.django_db
SITE = "http://testserver"


def ask(client: Client, path: str) -> Any:
    return client.get("/oembed", {"url": f"{SITE}{path}"})


def told(answer: Any) -> dict[str, Any]:
    return {**answer.json(), "request_id": None}


def paths_of(entry: Any) -> list[str]:
    board = f"/challenges/{entry.challenge.slug}/leaderboard/#row-{entry.number}"
    return [entry.get_absolute_url(), board, f"/embed/entries/{entry.pk}/"]


def test_it_works(visitor: Client, contest: Any) -> None:
    _, (entry, *_) = contest("closed")
    for path in paths_of(entry):
        body = ask(visitor, path).json()
        assert body["title"].startswith(entry.title) and body["author_name"] == "maker0"
        assert f'src="{SITE}/embed/entries/{entry.pk}/"' in body["html"]
    page = visitor.get(f"/embed/entries/{entry.pk}/").content.decode()
    assert entry.title in page and "song-player" in page
    assert visitor.get(f"/embed/entries/{entry.pk}/notes.json").status_code == 200
    assert visitor.get(f"/embed/entries/{entry.pk}/card.png").status_code == 200


@pytest.mark.parametrize("phase", ["open", "voting", "held"])
def test_blind_entries_are_as_if_they_were_not(
    client_of: Any, visitor: Client, contest: Any, charlie: Any, phase: str
) -> None:
    challenge, (entry, *_) = contest("closed")
    to_phase(challenge, phase)
    never = ask(visitor, "/challenges/tunes/entries/00000000-0000-0000-0000-000000000000/")
    for client in (visitor, client_of(charlie), client_of(entry.maker)):
        for path in paths_of(entry):
            answer = ask(client, path)
            assert answer.status_code == 404 and told(answer) == told(never)
        for part in ("", "song.mp3", "song.mid", "card.png", "notes.json", "transcript/"):
            assert client.get(f"/embed/entries/{entry.pk}/{part}").status_code == 404


def test_a_silent_entry_is_as_if_it_were_not(
    visitor: Client, contest: Any, challenge_in: Any
) -> None:
    from chartbusters.challenges.services import entry_create

    _, (entry, *_) = contest("closed")
    again = challenge_in("open", slug="again")
    entry_create(challenge=again, composition=entry.composition, maker=entry.maker)
    for path in paths_of(entry):
        assert ask(visitor, path).status_code == 404
    assert visitor.get(f"/embed/entries/{entry.pk}/").status_code == 404


def test_a_withdrawn_entry_has_none(visitor: Client, contest: Any) -> None:
    from django.utils import timezone

    _, (entry, *_) = contest("closed")
    type(entry).objects.filter(pk=entry.pk).update(withdrawn_at=timezone.now())
    assert ask(visitor, entry.get_absolute_url()).status_code == 404


def test_the_licence_of_a_song_that_is_not_shown_is_not_told(visitor: Client, contest: Any) -> None:
    from chartbusters.compositions.services import composition_update

    _, (entry, *_) = contest("closed")
    composition_update(composition=entry.composition, licence="cc-by")
    assert ask(visitor, entry.get_absolute_url()).json()["license"] == "All rights reserved"
    composition_update(composition=entry.composition, visibility="public")
    assert ask(visitor, entry.get_absolute_url()).json()["license"] == "CC BY 4.0"


@pytest.mark.parametrize("fragment", ["", "#row-", "#row-999", "#row-x", "#other", "#row-1e9"])
def test_a_board_without_a_row_has_none(visitor: Client, contest: Any, fragment: str) -> None:
    contest("closed")
    assert ask(visitor, f"/challenges/tunes/leaderboard/{fragment}").status_code == 404


def test_the_songs_of_a_person_are_one_player(alice: Any, visitor: Client, shared: Any) -> None:
    first, second = shared(alice), shared(alice, title="Evening Song")
    shared(alice, title="Unheard", visibility="private")
    answer = visitor.get("/embed/@alice/")
    page = answer.content.decode()
    assert page.count("data-sound=") == 2 and "Unheard" not in page
    assert f'"id": "{first.pk}"' in page and f'"id": "{second.pk}"' in page
    assert not answer.cookies and "Cookie" not in answer.get("Vary", "")


def test_a_person_without_songs_has_no_player(alice: Any, visitor: Client) -> None:
    for name in ("alice", "nobody"):
        assert visitor.get(f"/embed/@{name}/").status_code == 404
