"""What an organiser sets beside times and rules: by the form, checked in the service, told to all,
and kept once people count on it."""

from typing import Any

import pytest

from chartbusters.challenges.models import Challenge, ChallengeNote
from chartbusters.challenges.services import challenge_save
from chartbusters.web.errors import Refusal
from tests.chartbusters.challenges.test_change_challenge import filled

PAGE = "/challenges/tunes/"


def address(challenge: Challenge) -> str:
    return f"/admin/challenges/challenge/{challenge.pk}/change/"


def test_it_works(challenge_in: Any, client_of: Any, staff: Any, api: Any) -> None:
    challenge = challenge_in("upcoming")
    wish = {"entries_each": "3", "board_shows": "live", "pairs_each": "12", "turns_each": "4"}
    wish |= {"listening_ms": "7.5", "minimum_votes": "25"}
    wish |= {"weight_public": "80", "weight_jury": "0", "weight_metrics": "20"}
    assert client_of(staff).post(address(challenge), filled(challenge, **wish)).status_code == 302
    told = api().get("/api/v1/challenges/tunes/").json()
    assert told["weights"] == {"public": 80, "jury": 0, "metrics": 20}
    assert (told["entries_each"], told["board_shows"], told["freezes_at"]) == (3, "live", None)
    assert (told["pairs_each"], told["turns_each"]) == (12, 4)
    assert (told["listening_ms"], told["minimum_votes"]) == (7500, 25)


def test_what_is_left_empty_is_the_sites(challenge_in: Any, api: Any, settings: Any) -> None:
    settings.VOTING_REQUIRED_MS, settings.LEADERBOARD_MINIMUM_VOTES = 4000, 12
    challenge_in("open")
    told = api().get("/api/v1/challenges/tunes/").json()
    assert (told["listening_ms"], told["minimum_votes"]) == (4000, 12)
    assert told == api().get("/api/v1/challenges/").json()["results"][0] | {"now": told["now"]}


def test_a_form_that_says_nothing_of_them_leaves_them(
    challenge_in: Any, client_of: Any, staff: Any
) -> None:
    challenge = challenge_in("open", entries_each=5, board_shows="live", turns_each=7)
    assert client_of(staff).post(address(challenge), filled(challenge)).status_code == 302
    after = Challenge.objects.get()
    assert (after.entries_each, after.board_shows, after.turns_each) == (5, "live", 7)


def test_the_form_shows_seconds_and_saves_what_it_shows(
    challenge_in: Any, client_of: Any, staff: Any
) -> None:
    challenge = challenge_in("upcoming", listening_ms=12_500)
    page = client_of(staff).get(address(challenge)).content.decode()
    assert 'value="12.5"' in page and "in seconds" in page and "in percent" in page
    client_of(staff).post(address(challenge), filled(challenge, listening_ms="12.5"))
    assert Challenge.objects.get().listening_ms == 12_500


def test_everybody_reads_them_on_the_page(challenge_in: Any, visitor: Any) -> None:
    challenge_in("open", entries_each=3, listening_ms=8000, weight_public=60, weight_jury=40)
    page = visitor.get(PAGE).content.decode()
    for words in (
        "Up to 3 entries each",
        "Votes and ranks are told when voting is over",
        "one entry 3 times at most",
        "8 seconds of each side",
        "60 % the votes, 40 % the jury",
    ):
        assert words in page, words


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("entries_each", 0, "1 to 20 entries"),
        ("entries_each", 21, "1 to 20 entries"),
        ("turns_each", 0, "1 to 100 times"),
        ("turns_each", 101, "1 to 100 times"),
        ("pairs_each", 100_001, "1 to 100,000 pairs"),
        ("listening_ms", 0, "1 to 600 seconds"),
        ("listening_ms", 600_001, "1 to 600 seconds"),
        ("minimum_votes", 0, "1 to 1,000,000 votes"),
        ("weight_jury", 1, "together are 100 percent"),
        ("weight_public", 101, "0 to 100 percent"),
        ("board_shows", "sometimes", "hidden, frozen, live"),
        ("board_shows", "frozen", "needs the moment"),
    ],
)
def test_the_service_rejects_what_cannot_be(
    field: str, value: Any, words: str, challenge_in: Any, staff: Any
) -> None:
    challenge = challenge_in("upcoming")
    setattr(challenge, field, value)
    with pytest.raises(Refusal, match=words) as refusal:
        challenge_save(challenge=challenge, by=staff)
    assert refusal.value.status == 400 and refusal.value.field
    assert getattr(Challenge.objects.get(), field) != value


def test_it_rejects_a_board_that_freezes_when_all_is_over(challenge_in: Any, staff: Any) -> None:
    challenge = challenge_in("upcoming", board_shows="live")
    challenge.board_shows, challenge.freezes_at = "frozen", challenge.voting_closes_at
    challenge_save(challenge=challenge, by=staff)
    challenge.voting_closes_at = (
        challenge.entries_close_at + (challenge.voting_closes_at - challenge.entries_close_at) / 2
    )
    with pytest.raises(Refusal, match="before voting is over"):
        challenge_save(challenge=challenge, by=staff)


def test_the_form_says_it_at_the_field(challenge_in: Any, client_of: Any, staff: Any) -> None:
    challenge = challenge_in("open")
    page = client_of(staff).post(
        address(challenge), filled(challenge, weight_public="70", weight_jury="30")
    )
    said = "stand since the challenge has opened"
    assert page.status_code == 200 and said in page.content.decode()


@pytest.mark.parametrize("phase", ["open", "voting", "closed"])
def test_weights_stand_from_the_opening_on(phase: str, challenge_in: Any, staff: Any) -> None:
    challenge = challenge_in(phase)
    challenge.weight_public, challenge.weight_jury = 50, 50
    with pytest.raises(Refusal, match="people enter and vote under them") as refusal:
        challenge_save(challenge=challenge, by=staff)
    assert (refusal.value.code, refusal.value.status) == ("weights_stand", 409)
    assert Challenge.objects.get().weight_public == 100


def test_a_change_after_the_opening_is_told(challenge_in: Any, staff: Any) -> None:
    challenge = challenge_in("open")
    challenge.entries_each, challenge.board_shows = 2, "live"
    challenge.listening_ms, challenge.minimum_votes = 9000, 40
    challenge.pairs_each, challenge.turns_each = 20, 2
    challenge_save(challenge=challenge, by=staff, words="Shorter evenings.")
    note = ChallengeNote.objects.get().text
    for words in (
        "Before: One entry each",
        "Now: Up to 2 entries each",
        "Now: The board is shown as it stands",
        "Now: A vote asks for 9 seconds of each side.",
        "Now: Ranks are shown from 40 votes on.",
        "Now: A voter is given 20 pairs at most, and one entry twice at most.",
    ):
        assert words in note, words
    assert "final board" not in note  # which has not changed


def test_before_it_opens_nothing_is_told_and_weights_may_change(
    challenge_in: Any, staff: Any
) -> None:
    challenge = challenge_in("upcoming")
    challenge.entries_each, challenge.weight_public, challenge.weight_metrics = 2, 80, 20
    challenge_save(challenge=challenge, by=staff)
    assert Challenge.objects.get().weight_metrics == 20 and not ChallengeNote.objects.exists()
