"""What endpoints of a challenge are told, and who looks after them."""

from typing import Any
from uuid import UUID

from chartbusters.challenges.models import Challenge
from chartbusters.challenges.organisers import HIDDEN, Right, right_require
from chartbusters.notices.models import Event
from chartbusters.notices.services.recording import RECORDED
from chartbusters.web.errors import Refusal
from chartbusters.webhooks.guards import GUARDS
from chartbusters.webhooks.kinds import KINDS
from chartbusters.webhooks.services import from_event

# Events that people are told of, under the names that receivers get.
TOLD = {
    "challenge_opened": ("challenge.opened", "The challenge opens"),
    "entries_closing": ("challenge.entries_closing", "Entries close within a day"),
    "voting_began": ("challenge.voting_began", "Voting begins"),
    "challenge_closed": ("challenge.closed", "The challenge is over"),
    "challenge_changed": ("challenge.changed", "A time or a rule is changed"),
    "entry_received": ("entry.received", "A song is entered; by whom is not told"),
}


def connect() -> None:
    GUARDS["challenge"] = endpoints_require
    KINDS.update(TOLD.values())
    RECORDED.append(event_told)


def subject_of(key: int | str) -> str:
    """How webhooks call a challenge."""
    return f"challenge:{key}"


def endpoints_require(key: str, by: Any) -> None:
    """Raises `Refusal` for who may not change the challenge with this key."""
    challenge = Challenge.objects.filter(pk=key).first()
    if challenge is None:
        raise Refusal("not_found", HIDDEN, 404)
    right_require(person=by, challenge=challenge, right=Right.EDIT)


def event_told(event: Event) -> None:
    """Tells the endpoints of the challenge that an event is about."""
    if event.kind not in TOLD or (challenge := _challenge_of(event)) is None:
        return
    from_event(
        kind=TOLD[event.kind][0],
        key=event.key,
        label=challenge.title,
        # Not the event's: an entry's address tells its number, and with the hour whose it is.
        address=challenge.get_absolute_url(),
        subject=subject_of(challenge.pk),
    )


def _challenge_of(event: Event) -> Challenge | None:
    if event.kind == "entry_received":
        return Challenge.objects.filter(entries=UUID(event.key)).first()
    named = (part.partition(":") for part in event.audience.split())
    keys = [int(key) for name, _, key in named if name in ("organisers", "entrants")]
    return Challenge.objects.filter(pk__in=keys[:1]).first()
