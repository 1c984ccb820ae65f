"""Who may look after the endpoints of a subject. The room of a subject's rows adds its question."""

from collections.abc import Callable
from typing import Any

from chartbusters.web.errors import Refusal
from generation.rights import CHANGE_SITE_WEBHOOKS, require

# By the part of the subject before the colon; given what stands behind it and the person, raises
# `Refusal`.
GUARDS: dict[str, Callable[[str, Any], None]] = {}


def subject_require(*, subject: str, by: Any) -> None:
    """Raises `Refusal` or `PermissionDenied` unless this person looks after the subject."""
    if not subject:
        require(by, CHANGE_SITE_WEBHOOKS)
        return
    room, _, key = subject.partition(":")
    if room not in GUARDS:
        raise Refusal("not_found", "There is nothing here.", 404)
    GUARDS[room](key, by)
