"""Comments are removed by who wrote them, or by the maker of the song, and brought back for a
while by the same hand."""

from django.db import transaction
from django.db.models.functions import Now

from chartbusters.accounts.models import User
from chartbusters.comments.models import Comment, Hand
from chartbusters.comments.selectors import UNDO
from chartbusters.comments.services.holding import comment_held
from chartbusters.web.errors import Refusal

MINUTES = int(UNDO.total_seconds()) // 60


def comment_remove(*, comment: Comment, by: User) -> Comment:
    """Nobody sees it any more; replies to it stay. Removed twice is removed once. Raises
    `Refusal`."""
    with transaction.atomic():
        held = comment_held(comment)
        hand = _hand(held, by)
        if held.removed_at is None:
            Comment.objects.filter(pk=held.pk).update(removed_at=Now(), removed_by=hand)
            held.refresh_from_db()
        return held


def comment_restore(*, comment: Comment, by: User) -> Comment:
    """Takes the removal back, for who removed it and while its words are there. Raises
    `Refusal`."""
    with transaction.atomic():
        held = comment_held(comment)
        if held.removed_at is None:
            return held
        mine = Comment.objects.filter(pk=held.pk, removed_by=_hand(held, by)).exclude(words="")
        if not mine.filter(removed_at__gt=Now() - UNDO).update(removed_at=None, removed_by=""):
            message = (
                f"A comment comes back within {MINUTES} minutes, by the hand that removed it. This "
                "one stays removed."
            )
            raise Refusal("too_late", message, 409)
        held.refresh_from_db()
        return held


def _hand(comment: Comment, by: User) -> Hand:
    if comment.writer_id == by.pk:
        return Hand.WRITER
    if comment.discussion.song.owner_id == by.pk:
        return Hand.MAKER
    message = "Only its writer and the maker of the song remove a comment. Nothing was changed."
    raise Refusal("not_yours", message, 403)
