"""Comments that staff hide, with a reason that the writer reads, and show again."""

from django.db import transaction
from django.db.models.functions import Now

from chartbusters.accounts.models import User
from chartbusters.comments.models import LONGEST_REASON, Comment
from chartbusters.comments.noticing import HIDDEN, RESTORED, hiding_tell
from chartbusters.comments.services.holding import comment_held
from chartbusters.web.errors import Refusal
from chartbusters.web.wording import fitting_line
from generation.rights import HIDE_COMMENT, record, require


def comment_hide(*, comment: Comment, by: User, reason: str) -> None:
    """Nobody but its writer sees it; replies to it stay. Raises `Refusal`."""
    require(by, HIDE_COMMENT)
    reason = fitting_line(reason, most=LONGEST_REASON, field="reason")
    if not reason:
        message = "Say why: its writer reads it. Nothing was done."
        raise Refusal("no_reason", message, field="reason")
    with transaction.atomic():
        held = comment_held(comment)
        Comment.objects.filter(pk=held.pk).update(hidden_at=Now(), hidden_because=reason)
        record(by=by, row=held, words=f"Hidden: {reason}")
        held.refresh_from_db()
        hiding_tell(held, HIDDEN, f"Why: {reason}")


def comment_unhide(*, comment: Comment, by: User) -> None:
    """Everybody sees it again, unless it was removed meanwhile."""
    require(by, HIDE_COMMENT)
    with transaction.atomic():
        held = comment_held(comment)
        if held.hidden_at is None:
            return
        Comment.objects.filter(pk=held.pk).update(hidden_at=None, hidden_because="")
        record(by=by, row=held, words="Everybody sees it again.")
        hiding_tell(held, RESTORED, "")
