"""The page that tells the first three: when voting is over, the third first, and no surer than the
votes are."""

from typing import Any

import pytest

from chartbusters.challenges.selectors import challenge_told
from chartbusters.compositions.models import Composition
from chartbusters.leaderboard.reveal import places_told
from chartbusters.leaderboard.services import board_refresh
from tests.contests import to_phase

RESULT = "/challenges/tunes/reveal/"


@pytest.fixture
def decided(voted: Any) -> Any:
    """`decided(80)`: its entries, the best first."""

    def make(votes: int) -> Any:
        challenge, entries = voted(votes=votes)
        board_refresh(challenge=challenge)
        to_phase(challenge, "closed")
        return entries

    return make


def test_it_works(visitor: Any, decided: Any) -> None:
    entries = decided(80)
    told = places_told(challenge=challenge_told(slug="tunes"))
    assert [one.place for one in told] == [3, 2, 1]
    assert [one.entry for one in told] == [entries[2], entries[1], entries[0]]
    page = visitor.get(RESULT).content.decode()
    at = [page.index(entry.title) for entry in reversed(entries[:3])]
    assert at == sorted(at) and f"by {entries[0].maker.shown_name}" in page


def test_it_is_no_surer_than_the_votes(decided: Any) -> None:
    decided(12)
    told = places_told(challenge=challenge_told(slug="tunes"))
    for one in told:
        low, _, high = one.rank.partition("-")
        sure = high in ("", low) and low == str(one.place)
        assert one.range_words.startswith("Surely" if sure else "Ranks")
    assert any(one.range_words.startswith("Ranks") for one in told)


def test_it_tells_nothing_before_the_end(visitor: Any, voted: Any) -> None:
    challenge, entries = voted(votes=80)
    board_refresh(challenge=challenge)
    page = visitor.get(RESULT).content.decode()
    assert "Told when voting is over" in page
    assert not places_told(challenge=challenge_told(slug="tunes"))
    for entry in entries:
        assert entry.title not in page and entry.maker.username not in page


def test_it_asks_for_enough_votes(visitor: Any, decided: Any) -> None:
    decided(9)
    assert "there is no result to tell" in visitor.get(RESULT).content.decode()


def test_only_public_songs_are_played(visitor: Any, decided: Any) -> None:
    entries = decided(80)
    Composition.objects.update(visibility="private")
    Composition.objects.filter(entries=entries[0]).update(visibility="public")
    assert visitor.get(RESULT).content.decode().count("<song-player") == 1


def test_there_is_none_of_no_challenge(visitor: Any) -> None:
    assert visitor.get("/challenges/nothing/reveal/").status_code == 404
