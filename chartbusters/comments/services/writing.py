"""Comments and replies are written and edited: plain words, cleaned as titles are, with the people
whom they name."""

from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models.functions import Now

from chartbusters.accounts.models import User
from chartbusters.comments.models import LONGEST_WORDS, Comment, Discussion, State
from chartbusters.comments.noticing import comment_told, named_told
from chartbusters.comments.selectors import end_of, song_heard
from chartbusters.comments.services.holding import comment_held, discussion_held, people_held
from chartbusters.comments.services.naming import mentions_keep, people_named
from chartbusters.compositions.models import Composition
from chartbusters.following.services import blocked_refuse
from chartbusters.web.errors import Refusal
from chartbusters.web.wording import fitting_prose

MOST_LINES = 12
WENT = "The song went at this very moment. Your comment was not sent."
SAME = timedelta(minutes=1)  # in which the same words at the same moment are the same comment


def comment_write(
    *, song: Composition, by: User, words: str, at_ms: int = 0, parent: Comment | None = None
) -> Comment:
    """Says something at a moment of a song, or answers `parent`, whose moment it then has. Sent
    twice it is said once. Raises `Refusal`."""
    words = _fitting(words)
    named = people_named(words)
    try:
        with transaction.atomic():
            writer, here = people_held(by=by, named=named)
            return _written(_song(song), writer, words, at_ms, parent, here)
    except IntegrityError:
        raise Refusal("gone", WENT, 409) from None


def _written(
    song: Composition,
    writer: User,
    words: str,
    at_ms: int,
    parent: Comment | None,
    named: list[User],
) -> Comment:
    discussion = discussion_held(song.pk)
    _refuse_closed(discussion)
    blocked_refuse(by=writer, person=song.owner_id)
    above = _top_of(parent, discussion, writer)
    at_ms = above.at_ms if above else min(max(0, at_ms), end_of(song=song))
    if said := _said_just_now(writer, discussion, above, at_ms, words):
        return said
    _refuse_many(writer)
    place = {"discussion": discussion, "parent": above, "at_ms": at_ms}
    made = Comment.objects.create(writer=writer, words=words, **place)
    made.discussion.song = song
    comment_told(made, parent, mentions_keep(made, named))
    return made


def comment_edit(*, comment: Comment, by: User, words: str) -> Comment:
    """Other words for one's own comment; everybody sees that it was edited. Raises `Refusal`."""
    words = _fitting(words)
    named = people_named(words)
    with transaction.atomic():
        writer, here = people_held(by=by, named=named)
        song = _song(comment.discussion.song)
        held = comment_held(comment)
        _refuse_others(held, writer)
        if held.words == words:
            return held
        Comment.objects.filter(pk=held.pk).update(words=words, edited_at=Now())
        held.refresh_from_db()
        held.discussion.song = song
        named_told(held, mentions_keep(held, here), set())
        return held


def _refuse_others(comment: Comment, writer: User) -> None:
    if comment.writer_id != writer.pk:
        message = "Only whoever wrote a comment edits it. Nothing was changed."
        raise Refusal("not_yours", message, 403)
    if comment.gone:
        message = "This comment is not there any more, so it was not changed."
        raise Refusal("gone", message, 409)


def _fitting(words: str) -> str:
    words = fitting_prose(words, most=LONGEST_WORDS, field="words")
    if not words:
        message = "A comment needs words that one can see. Nothing was sent."
        raise Refusal("no_words", message, field="words")
    if words.count("\n") >= MOST_LINES:
        message = f"A comment has {MOST_LINES} lines at most. Nothing was sent."
        raise Refusal("too_long", message, field="words")
    return words


def _song(song: Composition) -> Composition:
    """Asked inside the transaction, by the database's clock."""
    heard = song_heard(pk=song.pk)
    if heard is None:
        raise Refusal("not_found", "There is no song here that you may comment on.", 404)
    return heard


def _refuse_closed(discussion: Discussion) -> None:
    if discussion.state != State.OPEN:
        message = "The maker of this song takes no comments on it now. Nothing was sent."
        raise Refusal("comments_closed", message, 409)


def _top_of(parent: Comment | None, discussion: Discussion, by: User) -> Comment | None:
    """A reply to a reply stands below the same comment: where a comment stands never changes."""
    if parent is None:
        return None
    there = Comment.objects.filter(discussion=discussion, removed_at=None, hidden_at=None)
    found = there.select_related("parent").filter(pk=parent.pk).first()
    if found is None:
        message = "What you answer is not there any more. Your words were not sent."
        raise Refusal("gone", message, 409, field="parent")
    if found.writer_id is not None:
        blocked_refuse(by=by, person=found.writer_id)
    return found.parent or found


def _said_just_now(
    writer: User, discussion: Discussion, above: Comment | None, at_ms: int, words: str
) -> Comment | None:
    mine = Comment.objects.filter(writer=writer, written_at__gt=Now() - SAME, removed_at=None)
    same = mine.filter(discussion=discussion, parent=above, at_ms=at_ms, words=words)
    return same.select_related("discussion__song").first()


def _refuse_many(writer: User) -> None:
    today = Comment.objects.filter(writer=writer, written_at__gt=Now() - timedelta(days=1))
    if today.count() >= settings.COMMENTS_A_DAY:
        message = (
            f"You have written {settings.COMMENTS_A_DAY} comments within a day, as many as we take "
            "from one person. This one was not sent; tomorrow you can write more."
        )
        raise Refusal("too_many_comments", message, 429, retry_after=3600)
