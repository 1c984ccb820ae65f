"""What whoever enters a challenge has to accept first: by digest, so that nobody accepts words that
they have not read."""

import hashlib
from typing import Any

from chartbusters.challenges.models import Challenge
from chartbusters.web.errors import Refusal
from chartbusters.web.wording import fitting_prose

LONGEST_CONDITIONS = 20_000


def conditions_clean(text: str) -> str:
    """As they are kept. Raises `Refusal` where they are too long."""
    return fitting_prose(text, most=LONGEST_CONDITIONS, field="conditions")


def conditions_digest(challenge: Any) -> str:
    """By which the conditions of a challenge are accepted; empty where there are none."""
    text = challenge.conditions
    return hashlib.sha256(text.encode()).hexdigest() if text else ""


def conditions_require(*, challenge: Challenge, accepted: str) -> str:
    """The digest of what is accepted. Raises `Refusal` for conditions that were not, or that are
    others by now."""
    asked = conditions_digest(challenge)
    if asked and accepted != asked:
        message = (
            "This challenge has conditions. Read them, and tick that you accept them as they stand "
            "now. Your song is safe and was not entered."
        )
        raise Refusal("conditions_unaccepted", message, 409, "conditions")
    return asked
