"""Who looks after the endpoints of a challenge: organisers who may change it."""

from typing import Any

from chartbusters.challenges.models import Challenge
from chartbusters.challenges.organisers import HIDDEN, Right, right_require
from chartbusters.web.errors import Refusal


def subject_of(challenge: Challenge) -> str:
    """How webhooks call a challenge."""
    return f"challenge:{challenge.pk}"


def endpoints_require(key: str, by: Any) -> None:
    """Raises `Refusal` for who may not change the challenge with this key."""
    challenge = Challenge.objects.filter(pk=key).first()
    if challenge is None:
        raise Refusal("not_found", HIDDEN, 404)
    right_require(person=by, challenge=challenge, right=Right.EDIT)
