"""Whom a comment concerns: the maker of the song, whoever is answered, and whoever is named in it.
Each is told once an hour of one song, however much is said there, and never of what they said."""

from chartbusters.accounts.models import User
from chartbusters.comments.models import Comment
from chartbusters.comments.places import place_of
from chartbusters.following.selectors import hidden_from
from chartbusters.notices.kinds import Kind, kinds_add
from chartbusters.notices.services import event_record

COMMENTED = Kind(
    "song_commented",
    "somebody comments on a song of yours",
    "Comments came to your song “{label}”",
    mailed=True,
)
ANSWERED = Kind(
    "comment_answered",
    "somebody answers a comment of yours",
    "Your comment on “{label}” was answered",
    mailed=True,
)
NAMED = Kind(
    "comment_named",
    "somebody names you in a comment",
    "Somebody named you in a comment on “{label}”",
    mailed=False,
)
HIDDEN = Kind(
    "comment_hidden",
    "staff hide a comment of yours",
    "Staff hid your comment on “{label}”",
    mailed=True,
)
RESTORED = Kind(
    "comment_restored",
    "they take that back",
    "Your comment on “{label}” is there again",
    mailed=True,
)


def connect() -> None:
    kinds_add(COMMENTED, ANSWERED, NAMED, HIDDEN, RESTORED)


def comment_told(comment: Comment, parent: Comment | None, named: list[User]) -> None:
    """Whoever is concerned in several ways is told of the nearest one."""
    told = {comment.writer_id}
    answered = parent.writer_id if parent else None
    if answered and answered not in told:
        _told(comment, ANSWERED, answered)
        told.add(answered)
    told = named_told(comment, named, told)
    maker = comment.discussion.song.owner_id
    if maker not in told:
        _told(comment, COMMENTED, maker)


def named_told(comment: Comment, named: list[User], told: set[int | None]) -> set[int | None]:
    told = told | {comment.writer_id}
    for person in named:
        if person.pk not in told:
            _told(comment, NAMED, person.pk)
    return told | {person.pk for person in named}


def _told(comment: Comment, kind: Kind, person: int) -> None:
    """No words of it: it may be taken back, and what people were told stays. Nothing to who does
    not want to hear of its writer."""
    if comment.writer_id in hidden_from(person=person):
        return
    hour = comment.written_at.strftime("%Y-%m-%dT%H")
    _tell(comment, kind, person, f"{person}:{comment.discussion_id}:{hour}")


def hiding_tell(comment: Comment, kind: Kind, words: str) -> None:
    """Each time anew: it may be hidden, shown again, and hidden for something else."""
    if comment.writer_id is not None:
        key = f"{comment.pk}:{comment.hidden_at or 'shown'}:{place_of(comment)}"
        _tell(comment, kind, comment.writer_id, key, words)


def _tell(comment: Comment, kind: Kind, person: int, key: str, words: str = "") -> None:
    event_record(
        kind=kind.name,
        key=key,
        label=comment.discussion.song.title,
        address=comment.get_absolute_url(),
        # By a worker: who comments holds the row of their song, and must not wait for a person's.
        audience=f"reader:{person}",
        data={"words": words} if words else {},
    )
