"""What pages, the player and the API ask about comments. Whoever asks gets those only of songs that
everybody may hear at this moment: comments come and go with their song."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import F, Q, QuerySet
from django.db.models.fields.tuple_lookups import TupleGreaterThanOrEqual
from django.db.models.functions import Now

from chartbusters.accounts.models import User
from chartbusters.comments.models import LONGEST_SONG, Comment, Discussion, Hand, State
from chartbusters.comments.places import START, Place, place_of
from chartbusters.compositions.models import Composition, Rendering, RenderingState
from chartbusters.compositions.selectors import heard_by_everybody
from chartbusters.following.selectors import hidden_from
from chartbusters.web.prepared_queries import Prepared

Anyone = User | AnonymousUser
SIZE = 30  # comments of a page
MARKS = 100  # of a song on its waveform
UNDO = timedelta(minutes=10)  # that a removed comment can be brought back
TAIL_MS = 15_000  # that a recording may sound on behind the last note


class Found(NamedTuple):
    """One page, and where the next one begins; None where there is none."""

    comments: list[Comment]
    more: Place | None


def song_heard(*, pk: UUID) -> Composition | None:
    """A song under which comments may stand: everybody may hear it now."""
    heard = Composition.objects.filter(heard_by_everybody(), owner__is_active=True, pk=pk)
    return heard.select_related("owner").first()


def discussion_of(*, song: UUID) -> Discussion:
    """Nothing was ever said where there is no row."""
    return Discussion.objects.filter(pk=song).first() or Discussion(song_id=song)


def comments_heard() -> QuerySet[Comment]:
    """All comments that stand under songs that everybody may hear, whose makers show them; gone
    ones among them."""
    heard = Composition.objects.filter(heard_by_everybody(), owner__is_active=True)
    shown = Comment.objects.filter(discussion__song__in=heard).exclude(discussion__state=State.OFF)
    return shown.select_related("writer", "discussion__song__owner")


def comments_page(*, song: UUID, viewer: Anyone, begin: Place = START, size: int = SIZE) -> Found:
    """Comments under one song in the order of time, from a place on; whether the song may be heard
    was asked before."""
    rows = _unmuted(_in_order(song), viewer)
    if begin != START:
        columns = (F("at_ms"), F("thread"), F("id"))
        rows = rows.filter(TupleGreaterThanOrEqual(columns, tuple(begin)))
    found = list(rows[: size + 1])
    return Found(found[:size], place_of(found[size]) if len(found) > size else None)


def _in_order(song: UUID) -> QuerySet[Comment]:
    rows = Comment.objects.filter(discussion=song, shown=True)
    return rows.select_related("writer").order_by("at_ms", "thread", "pk")


def _unmuted(comments: QuerySet[Comment], viewer: Anyone) -> QuerySet[Comment]:
    """Without those of people whom the viewer does not want to read."""
    if not viewer.is_authenticated:
        return comments
    return comments.exclude(writer__in=hidden_from(person=viewer.pk))


def marks_of(*, song: UUID, viewer: Anyone) -> list[Comment]:
    """Those that stand on the waveform, in the order of time: all, or a sample of the same size
    however many there are."""
    there = Comment.objects.filter(discussion=song, parent=None, removed_at=None, hidden_at=None)
    rows = _unmuted(there, viewer).select_related("writer").order_by("lot", "pk")[:MARKS]
    return sorted(rows, key=place_of)


def comment_found(*, pk: int, viewer: Anyone) -> Comment | None:
    """One that everybody may read; its writer finds it where staff have hidden it too."""
    readable = Q(hidden_at=None) | Q(writer_id=viewer.pk or 0)
    return comments_heard().filter(readable, pk=pk, removed_at=None).first()


def comments_in_hand(*, person: User) -> QuerySet[Comment]:
    """Those that this person may remove and bring back, gone or not, while everybody may hear the
    song."""
    theirs = Q(writer=person) | Q(discussion__song__owner=person)
    return comments_heard().filter(theirs)


def removed_lately(*, song: Composition, person: User) -> Comment | None:
    """What this person removed under a song last and can still bring back."""
    there = Comment.objects.filter(discussion=song.pk, removed_at__gt=Now() - UNDO)
    hand = Q(removed_by=Hand.WRITER, writer=person)
    if song.owner_id == person.pk:
        hand |= Q(removed_by=Hand.MAKER)
    return there.filter(hand, hidden_at=None).exclude(words="").order_by("-removed_at").first()


def stands_on_first_page(*, comment: Comment) -> bool:
    """So that whoever wrote it is led to where it is."""
    there = _in_order(comment.discussion_id)
    places = there.values_list("at_ms", "thread", "pk")[: SIZE + 1]
    if len(places) <= SIZE:
        return True
    return place_of(comment) <= Place(*places[SIZE - 1])


def end_of(*, song: Composition) -> int:
    """Milliseconds that the song lasts, as its recording or else its notes have it."""
    digest = song.head.song_id if song.head else ""
    done = Rendering.objects.filter(song=digest, state=RenderingState.DONE).first()
    if done is not None and done.seconds:
        return min(LONGEST_SONG, round(1000 * done.seconds))
    listing = getattr(song, "listing", None)
    return min(LONGEST_SONG, 1000 * listing.seconds + TAIL_MS) if listing else LONGEST_SONG


def discussion_told(song: UUID) -> object:
    """All of comments that visitors see on the page of a song, and that may change."""
    row = _DISCUSSION.first(song)
    return row and (tuple(row), _FIRST.tuples(song) if row.count else [])


def _discussion(song: UUID) -> QuerySet[Discussion, Any]:
    return Discussion.objects.filter(pk=song).values_list("state", "count")


def _first(song: UUID) -> QuerySet[Comment, Any]:
    names = ["pk", "words", "named", "edited_at", "removed_at", "hidden_at"]
    names += ["writer__username", "writer__display_name"]
    return _in_order(song).select_related(None).values_list(*names)[: SIZE + 1]


_SAMPLE = UUID("00000000-0000-4000-8000-636f6d6d656e")
_DISCUSSION, _FIRST = Prepared(_discussion, _SAMPLE), Prepared(_first, _SAMPLE)


def comments_hidden(*, before: int = 0, size: int = SIZE) -> tuple[list[Comment], int]:
    """What staff have hidden, the last written first, and where the next page begins; 0: nowhere"""
    rows = Comment.objects.filter(hidden_at__isnull=False).select_related("writer")
    rows = rows.select_related("discussion__song__owner").order_by("-pk")
    found = list((rows.filter(pk__lt=before) if before else rows)[: size + 1])
    return found[:size], found[size - 1].pk if len(found) > size else 0


def comments_told(*, person: User) -> Iterator[dict[str, Any]]:
    """All that a person said, for the archive of what is theirs; the songs' names as far as
    everybody may hear them now, for what is silent and what was taken back must not be told
    apart."""
    heard = Composition.objects.filter(heard_by_everybody(), owner__is_active=True)
    mine = Comment.objects.filter(writer=person).order_by("pk")
    columns = ("at_ms", "words", "written_at", "edited_at", "removed_at", "hidden_because")
    for row in mine.values("discussion_id", *columns).iterator():
        song = heard.filter(pk=row.pop("discussion_id")).values("title", "owner__username").first()
        named = {"song": song and song["title"], "maker": song and song["owner__username"]}
        yield {**named, **row}
