"""What the maker of a song decides about comments on it."""

from django.db import transaction

from chartbusters.accounts.models import User
from chartbusters.comments.models import Discussion, State
from chartbusters.comments.services.holding import discussion_held
from chartbusters.compositions.models import Composition
from chartbusters.web.errors import Refusal


def discussion_set(*, song: Composition, by: User, state: str) -> Discussion:
    """Opens, closes, or puts all of them away; nothing is deleted by it. Raises `Refusal`."""
    if song.owner_id != by.pk:
        message = "The maker of a song decides about comments on it. Nothing was changed."
        raise Refusal("not_yours", message, 403)
    if state not in State.values:
        message = f"Comments are one of {', '.join(State.values)}. Nothing was changed."
        raise Refusal("invalid", message, field="state")
    with transaction.atomic():
        held = discussion_held(song.pk)
        held.state = State(state)
        held.save(update_fields=["state"])
        return held
