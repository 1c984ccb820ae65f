"""Everything that is written about comments."""

from chartbusters.comments.services.forgetting import comments_clear, comments_erase
from chartbusters.comments.services.hiding import comment_hide, comment_unhide
from chartbusters.comments.services.opening import discussion_set
from chartbusters.comments.services.removing import comment_remove, comment_restore
from chartbusters.comments.services.writing import comment_edit, comment_write

__all__ = [
    "comment_edit",
    "comment_hide",
    "comment_remove",
    "comment_restore",
    "comment_unhide",
    "comment_write",
    "comments_clear",
    "comments_erase",
    "discussion_set",
]
