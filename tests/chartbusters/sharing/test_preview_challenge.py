"""What stands beside links to a challenge, its pages, and the first page of the site."""

import struct
from typing import Any

import pytest

from chartbusters.sharing.challenge_card import challenge_png
from tests.contests import to_phase

PAGES = {  # the phase in which each page says most
    "": "open",
    "entries/": "closed",
    "vote/": "voting",
    "votes/": "closed",
    "leaderboard/": "closed",
}
OG = '<meta property="og:{}" content="{}">'


@pytest.mark.parametrize("page", PAGES)
def test_it_works(page: str, client_of: Any, contest: Any, charlie: Any) -> None:
    challenge, _ = contest("closed")
    to_phase(challenge, PAGES[page])
    at = f"/challenges/{challenge.slug}/"
    told = client_of(charlie).get(f"{at}{page}").content.decode()
    assert OG.format("title", challenge.title) in told
    assert OG.format("url", f"http://testserver{at}{page}") in told
    assert OG.format("image", f"http://testserver{at}card.png") in told


def test_a_silent_entry_is_told_by_its_challenge(
    visitor: Any, contest: Any, monkeypatch: Any
) -> None:
    challenge, (entry, *_) = contest("closed")
    monkeypatch.setattr("chartbusters.challenges.views.is_silent", lambda **_: True)
    told = visitor.get(f"/challenges/{challenge.slug}/entries/{entry.pk}/").content.decode()
    assert OG.format("title", challenge.title) in told and "cannot be heard here" in told


@pytest.mark.django_db
def test_the_first_page_has_words(visitor: Any) -> None:
    told = visitor.get("/").content.decode()
    assert OG.format("title", "Make music with machines") in told
    assert OG.format("url", "http://testserver/") in told


def test_the_picture_follows_the_title(visitor: Any, challenge_in: Any) -> None:
    challenge = challenge_in("open")
    answer = visitor.get("/challenges/tunes/card.png")
    assert struct.unpack(">II", answer.content[16:24]) == (1200, 630)
    same = visitor.get("/challenges/tunes/card.png", headers={"If-None-Match": answer["ETag"]})
    assert same.status_code == 304
    challenge.title = "Other tunes"
    challenge.save()
    assert visitor.get("/challenges/tunes/card.png").content != answer.content


def test_it_rejects_what_is_not_public(client_of: Any, challenge_in: Any, charlie: Any) -> None:
    challenge_in("open", published=False)
    assert client_of(charlie).get("/challenges/tunes/card.png").status_code == 404


@pytest.mark.parametrize("title", ["", "Ein Lied für dich?", "夜の歌", "W" * 200])
def test_it_handles_any_title(title: str) -> None:
    assert challenge_png(slug="tunes", title=title, palette="none")[:4] == b"\x89PNG"
