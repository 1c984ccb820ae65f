"""One thing of a person at a time: what counts what somebody has, and then adds to it, holds their
row meanwhile."""

from typing import Any

from django.contrib.auth import get_user_model


def person_hold(*, key: Any) -> None:
    """Until the transaction ends: two wishes at once would both count the same, and both add one;
    the second waits here."""
    # `no_key`: rows that refer to the person may still be written meanwhile.
    people = get_user_model()._default_manager.select_for_update(no_key=True)
    people.filter(pk=key).first()
