"""What a door refuses, the service behind it refuses by itself: forms, tasks and commands are held
alike."""

from collections.abc import Callable
from typing import Any

import pytest

from chartbusters.accounts.services import (
    LONGEST_ABOUT,
    LONGEST_DAYS,
    LONGEST_NAME,
    person_update,
    token_create,
)
from chartbusters.challenges.services import entry_create
from chartbusters.compositions.models import LONGEST_NOTE, LONGEST_TITLE
from chartbusters.compositions.services import (
    Source,
    composition_create,
    composition_update,
)
from chartbusters.voting.services import LONGEST_REASON, ballot_heard, vote_cast, vote_void
from chartbusters.web.errors import Refusal
from generation.errors import Declined
from generation.services import LARGEST_SEED, job_create


@pytest.fixture
def calls(
    alice: Any,
    bob: Any,
    staff: Any,
    contest: Any,
    heard_ballot: Any,
    challenge_in: Any,
    composition_of: Any,
) -> Callable[..., Any]:
    """`calls("token", days=0)` asks the service itself, with good values but for those given."""
    song = composition_of(alice)
    challenge, _ = contest("voting")
    ballot = heard_ballot(bob, challenge)
    vote = vote_cast(ballot=heard_ballot(alice, challenge), outcome="a")
    wish = {"technique": "gan", "model": "gan-pop", "song": song.head.song.song}
    good: dict[str, tuple[Callable[..., Any], dict[str, Any]]] = {
        "profile": (person_update, {"person": alice, "display_name": "A", "about": "B"}),
        "token": (token_create, {"owner": alice, "name": "ci", "days": 3}),
        "song": (composition_create, {"owner": alice, "song": song.head.song.song, "title": "A"}),
        "change": (composition_update, {"composition": song}),
        "entry": (
            entry_create,
            {"challenge": challenge_in("open", "more"), "composition": song, "maker": alice},
        ),
        "heard": (ballot_heard, {"ballot": ballot, "side": "a", "ms": 1}),
        "vote": (vote_cast, {"ballot": ballot, "outcome": "a"}),
        "void": (vote_void, {"vote": vote, "by": staff, "reason": "So."}),
        "job": (job_create, {"owner": alice, "session_key": "", **wish}),
    }

    def call(name: str, /, **values: Any) -> Any:
        service, fields = good[name]
        return service(**{**fields, **values})

    return call


SERVICES = ["profile", "token", "song", "change", "entry", "heard", "vote", "void", "job"]
REFUSED: list[tuple[str, dict[str, Any]]] = [
    ("profile", {"display_name": "a" * (LONGEST_NAME + 1)}),
    ("profile", {"about": "a" * (LONGEST_ABOUT + 1)}),
    ("token", {"name": "a" * (LONGEST_NAME + 1)}),
    ("token", {"name": " "}),
    ("token", {"days": 0}),
    ("token", {"days": LONGEST_DAYS + 1}),
    ("song", {"title": "a" * (LONGEST_TITLE + 1)}),
    ("song", {"visibility": "everywhere"}),
    ("change", {"title": "a" * (LONGEST_TITLE + 1)}),
    ("change", {"visibility": "everywhere"}),
    ("change", {"licence": "mine"}),
    ("change", {"owner": "bob"}),
    ("entry", {"process_note": "a" * (LONGEST_NOTE + 1)}),
    ("heard", {"side": "c"}),
    ("heard", {"ms": -1}),
    ("heard", {"ms": 3_600_001}),
    ("heard", {"ms": 1.5}),
    ("vote", {"outcome": "c"}),
    ("void", {"reason": " "}),
    ("void", {"reason": "a" * (LONGEST_REASON + 1)}),
    ("job", {"seed": -1}),
    ("job", {"seed": LARGEST_SEED + 1}),
    ("job", {"seed": "7"}),
    ("job", {"technique": "magic"}),
    ("job", {"model": "none"}),
    ("job", {"parameters": {"none": 1}}),
]


@pytest.mark.parametrize("name", SERVICES)
def test_it_works(name: str, calls: Callable[..., Any]) -> None:
    calls(name)


@pytest.mark.parametrize(("name", "values"), REFUSED, ids=str)
def test_it_rejects_what_the_door_would_have(
    name: str, values: dict[str, Any], calls: Callable[..., Any]
) -> None:
    with pytest.raises(Declined) as declined:
        calls(name, **values)
    assert declined.value.status < 500 and len(declined.value.message) > 15


def test_it_rejects_a_song_of_somebody_else(bob: Any, calls: Callable[..., Any]) -> None:
    with pytest.raises(Refusal) as refusal:
        calls("entry", maker=bob)
    assert (refusal.value.code, refusal.value.status) == ("not_yours", 403)


def test_a_made_up_history_is_an_edit(alice: Any, calls: Callable[..., Any]) -> None:
    made = calls("song", source=Source("by magic"))
    assert made.head.origin == "edited"
