"""Covers and cards of entries, which say nothing of who is blind."""

from typing import Any

from chartbusters.challenges.results import RESULTS, Result
from tests.contests import to_phase


def test_it_works_once_voting_is_over(visitor: Any, contest: Any, monkeypatch: Any) -> None:
    challenge, (entry, *_) = contest("closed")
    page = f"/challenges/{challenge.slug}/entries/{entry.pk}/"
    for name in ("cover.png", "card.png"):
        picture = visitor.get(page + name)
        assert picture["Content-Type"] == "image/png" and picture.content[:4] == b"\x89PNG"
    plain = visitor.get(f"{page}card.png").content
    monkeypatch.setattr(
        "chartbusters.challenges.results.RESULTS",
        [lambda asked: {pk: Result(1, 3, 12) for pk in asked}],
    )
    assert visitor.get(f"{page}card.png").content != plain
    told = visitor.get(page).content.decode()
    assert "Surely among the first three of 12, maybe first" in told
    assert f'content="http://testserver{page}card.png"' in told


def test_it_rejects_blind_entries(client_of: Any, visitor: Any, contest: Any, charlie: Any) -> None:
    challenge, (entry, *_) = contest("voting")
    page = f"/challenges/{challenge.slug}/entries/{entry.pk}/"
    for client in (visitor, client_of(charlie)):
        assert {client.get(page + name).status_code for name in ("cover.png", "card.png")} == {404}
    assert client_of(entry.maker).get(f"{page}cover.png").status_code == 200
    listed = visitor.get(f"/challenges/{challenge.slug}/entries/").content.decode()
    assert "data-song" not in listed and 'class="cover number"' in listed
    to_phase(challenge, "closed")
    assert "data-song" in visitor.get(f"/challenges/{challenge.slug}/entries/").content.decode()


def test_boards_say_how_entries_ended() -> None:
    assert [told.__module__ for told in RESULTS] == ["chartbusters.leaderboard.results"] * 2
