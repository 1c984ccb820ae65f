"""What was removed goes for good after a while, and what somebody said goes with them.

Replies of others stay readable in both cases, below a row without words and without a writer: they
are other people's words, and what they answer is told to be gone."""

import logging
from collections.abc import Callable

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, Now

from chartbusters.accounts.models import User
from chartbusters.comments.models import LONGEST_WORDS, Comment, Hand, Mention
from chartbusters.comments.naming import without
from chartbusters.comments.selectors import UNDO
from chartbusters.comments.services.holding import comment_held, discussions_held
from chartbusters.web.errors import Refusal

logger = logging.getLogger(__name__)
AT_ONCE = 500
# What must stay although it was removed, as somebody has to decide on it; rooms above add theirs.
NEEDED: list[Callable[[], Q]] = []
EMPTY = {"words": "", "named": "", "writer": None, "edited_at": None}


def comments_clear() -> int:
    """Lets go of what was removed and cannot come back; returns how many. One that cannot go keeps
    no other."""
    over = Comment.objects.filter(removed_at__lt=Now() - UNDO).exclude(words="")
    for needed in NEEDED:
        over = over.exclude(needed())
    return sum(_tried(one) for one in list(over.order_by("removed_at")[:AT_ONCE]))


def _tried(comment: Comment) -> bool:
    try:
        with transaction.atomic():
            held = comment_held(comment)
            again = Comment.objects.filter(pk=held.pk, removed_at__lt=Now() - UNDO)
            if again.exists():
                _let_go(again)
    except Refusal:
        return False  # it went with its song
    except Exception:
        logger.exception("the comment %d was not cleared, will be tried again", comment.pk)
        return False
    return True


def comments_erase(*, person: User) -> None:
    """All that a person said, who leaves the site, and their name in what others said."""
    with transaction.atomic():
        theirs = Comment.objects.filter(writer=person)
        named = Comment.objects.filter(mentions__person=person)
        songs = Comment.objects.filter(Q(writer=person) | Q(mentions__person=person))
        discussions_held(songs.order_by().values("discussion"))
        _let_go(theirs.filter(parent__isnull=False))
        _let_go(theirs)
        for comment in named.select_for_update(of=("self",), no_key=True).order_by("pk"):
            _unname(comment, person)
        Mention.objects.filter(person=person).delete()


def _let_go(comments: QuerySet[Comment]) -> None:
    below = Exists(Comment.objects.filter(parent=OuterRef("pk")))
    comments.filter(~below).delete()
    gone = {"removed_at": Coalesce("removed_at", Now()), "removed_by": Hand.WRITER}
    comments.update(**EMPTY, **gone, hidden_at=None, hidden_because="")


def _unname(comment: Comment, person: User) -> None:
    words = without(comment.words, person.username)
    named = " ".join(one for one in comment.named.split() if one != person.username.lower())
    Comment.objects.filter(pk=comment.pk).update(words=words[:LONGEST_WORDS], named=named)
