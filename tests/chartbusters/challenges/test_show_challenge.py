"""Lists and pages, in every phase, for everybody; and what stays hidden until voting is over."""

import re
from typing import Any

import pytest

from scoring.models import ScoreReport

TABS = ["", "entries/", "leaderboard/", "vote/"]


@pytest.mark.parametrize("phase", ["upcoming", "open", "voting", "closed"])
def test_it_works(
    phase: str, visitor: Any, client_of: Any, alice: Any, bob: Any, charlie: Any, contest: Any
) -> None:
    contest(phase)
    for client in (visitor, *map(client_of, (alice, bob, charlie))):
        assert b"Tunes" in client.get("/challenges/").content
        for tab in TABS:
            assert client.get(f"/challenges/tunes/{tab}").status_code == 200


def test_it_lists_by_what_one_can_do(api: Any, challenge_in: Any) -> None:
    for phase in ("closed", "upcoming", "voting", "open"):
        challenge_in(phase, slug=phase)
    challenge_in("open", slug="hidden", published=False)
    listed = api().get("/api/v1/challenges/").json()["results"]
    assert [(one["slug"], one["phase"]) for one in listed] == [
        (p, p) for p in ("open", "voting", "upcoming", "closed")
    ]


@pytest.mark.parametrize("phase", ["open", "voting"])
def test_it_hides_names_until_voting_is_over(
    phase: str, visitor: Any, api: Any, bob: Any, contest: Any
) -> None:
    _, entries = contest(phase)
    pages = [visitor.get(f"/challenges/tunes/{tab}").content for tab in TABS]
    pages += [
        api(bob).get("/api/v1/challenges/tunes/entries/").content,
        api().get("/api/v1/leaderboards/tunes/").content,
    ]
    for page in pages:
        assert b"Secret title" not in page and b"maker0" not in page
        assert not any(str(entry.pk).encode() in page for entry in entries)
    assert visitor.get(f"/challenges/tunes/entries/{entries[0].pk}/").status_code == 404
    assert (
        visitor.get(f"/challenges/tunes/entries/{entries[0].pk}/document.json").status_code == 404
    )


def test_it_shows_makers_their_own(client_of: Any, contest: Any) -> None:
    _, (entry, *_) = contest("voting")
    client = client_of(entry.maker)
    assert b"Secret title 0" in client.get("/challenges/tunes/entries/").content
    page = client.get(f"/challenges/tunes/entries/{entry.pk}/").content.decode()
    assert entry.receipt in page and entry.song_id in page


def test_it_shows_all_when_closed(visitor: Any, contest: Any) -> None:
    _, (entry, *_) = contest("closed")
    page = visitor.get(f"/challenges/tunes/entries/{entry.pk}/").content.decode()
    assert "Secret title 0" in page and entry.receipt not in page
    assert visitor.get(f"/challenges/tunes/entries/{entry.pk}/document.json").json()["tracks"]


@pytest.mark.parametrize(("genre", "beside"), [("bach", "real Bach"), ("romance", "real music")])
def test_it_names_the_music_an_entry_was_measured_beside(
    genre: str, beside: str, visitor: Any, contest: Any, sample_song: Any
) -> None:
    """That of the genre, or all of it where none is of that genre."""
    _, (entry, *_) = contest("closed")
    report = ScoreReport.objects.create(
        song=entry.song, genre=genre, version="0", state="done", score=90.0
    )
    type(entry).objects.filter(pk=entry.pk).update(score_report=report)
    page = visitor.get(f"/challenges/tunes/entries/{entry.pk}/").content.decode()
    assert f"measured beside {beside}." in page and "romance" not in page


def test_its_clock_is_shown_like_its_times(visitor: Any, contest: Any) -> None:
    contest("open")
    page = visitor.get("/challenges/tunes/").content.decode()
    left, close = (
        re.search(rf"{label}[^<]*(?:</strong>)?\s*(<time[^>]*>)", page)
        for label in ("Entering closes in", "People vote")
    )
    # What is left is counted by the site's clock.
    assert left and "data-until" in left[1] and "data-now" in left[1]
    assert close and "data-local data-utc" in close[1]


def test_it_rejects_unknown_and_unpublished(visitor: Any, challenge_in: Any) -> None:
    challenge_in("open", slug="hidden", published=False)
    for slug in ("hidden", "nowhere"):
        assert visitor.get(f"/challenges/{slug}/").status_code == 404
        assert visitor.get(f"/api/v1/challenges/{slug}/").status_code == 404


def test_it_escapes_titles(visitor: Any, contest: Any) -> None:
    _, (entry, *_) = contest("closed")
    type(entry).objects.filter(pk=entry.pk).update(title="<script>alert(1)</script>")
    assert b"<script>alert" not in visitor.get("/challenges/tunes/entries/").content
