"""Songs that somebody is working on: each is one row that autosave overwrites, and that no other
browser's song overwrites.

A draft is no revision: nobody else sees it, no page and no entry changes by it. What was written
from an older version than the site has is refused, so that both can be kept: the page that wrote
it goes on under another key.
"""

import json
import zlib
from datetime import timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F, OuterRef, Q
from django.db.models.functions import Now

from chartbusters.accounts.models import User
from chartbusters.compositions.models import LONGEST_TITLE, MOST_LEFT, Composition, Draft
from chartbusters.compositions.provenance import UNPROVEN, Source
from chartbusters.web.errors import Refusal, still_there
from chartbusters.web.windows import use_in_window
from chartbusters.web.wording import fitting_line
from generation.models import packed_song
from generation.music.song import Song

MOST_DRAFTS = 60  # of one person at any time
KEPT_DRAFTS = 30  # of one person, after a night
AT_ONCE = 500  # drafts of one look
A_ROW = 500  # bytes beside the notes


Left = dict[str, Any]  # steps, takes and view, which only the page that wrote them reads


class Base(NamedTuple):
    """The revision on the site that a draft was made from."""

    composition: UUID
    revision: int | None


class Writing(NamedTuple):
    """Who writes, and from which version of the draft; 0 where there was none."""

    writer: UUID
    version: int


def draft_keep(
    *,
    owner: User,
    key: UUID,
    song: Song,
    title: str,
    writing: Writing,
    base: Base | None = None,
    source: Source = UNPROVEN,
    left: Left | None = None,
) -> Draft:
    """The draft as it is now, with what its page left beside the notes. Raises `Refusal` for a
    song without notes, too much beside them, one too many, too many bytes in an hour, and where
    another browser has written since `writing.version`."""
    if not song.note_count:
        raise Refusal("empty_song", "There are no notes in this draft to keep.", field="document")
    packed, beside = packed_song(song), _packed_left(left)
    values: dict[str, object] = {
        "title": fitting_line(title, most=LONGEST_TITLE, field="title"),
        "packed": packed,
        "left": beside,
        "notes": song.note_count,
        "origin": source.origin,
        "job": source.job,
        **_based(owner, base),
    }
    _count_bytes(owner, A_ROW + len(packed) + len(beside or b""))
    with transaction.atomic():
        kept = _overwritten(owner, key, writing, values)
        return kept or _begun(owner, key, writing.writer, values)


def _packed_left(left: Left | None) -> bytes | None:
    if not left:
        return None
    text = json.dumps(left, separators=(",", ":"), ensure_ascii=False)
    packed = zlib.compress(text.encode())
    if max(len(text), len(packed)) <= MOST_LEFT:
        return packed
    message = (
        f"Beside its notes a draft has at most {MOST_LEFT:,} characters, so this was not kept on "
        "the site. Send fewer steps."
    )
    raise Refusal("too_large", message, field="left")


def draft_delete(*, draft: Draft) -> None:
    """Removes a draft; what was saved from it stays."""
    draft.delete()


def drafts_forget() -> int:
    """Lets go of what nobody has touched for `DRAFT_DAYS`, and of all but the last `KEPT_DRAFTS` of
    each person; returns how many."""
    old = Draft.objects.filter(updated_at__lt=Now() - timedelta(days=settings.DRAFT_DAYS))
    return old.delete()[0] + _forget_beyond()


def _forget_beyond() -> int:
    younger = Draft.objects.filter(owner=OuterRef("owner")).order_by("-updated_at", "-pk")
    last = younger.values("updated_at")[KEPT_DRAFTS - 1 : KEPT_DRAFTS]
    beyond = Draft.objects.filter(updated_at__lt=last).values_list("pk", flat=True)
    gone = 0
    while pks := list(beyond[:AT_ONCE]):
        gone += Draft.objects.filter(pk__in=pks).delete()[0]
    return gone


def _based(owner: User, base: Base | None) -> dict[str, object]:
    # A composition that was deleted meanwhile, or is another person's: the draft stands alone.
    mine = base and Composition.objects.filter(owner=owner, pk=base.composition).exists()
    if base is None or not mine:
        return {"composition_id": None, "revision": None}
    return {"composition_id": base.composition, "revision": base.revision}


def _overwritten(
    owner: User, key: UUID, writing: Writing, values: dict[str, object]
) -> Draft | None:
    """One statement asks and writes: of two browsers at once the second finds the first's
    version."""
    mine = Draft.objects.filter(owner=owner, key=key)
    # A browser whose answer was lost, or that sent while it was leaving, is in its own way only.
    same = Q(version=writing.version) | Q(writer=writing.writer)
    fresh = {**values, "writer": writing.writer, "version": F("version") + 1, "updated_at": Now()}
    if mine.filter(same).update(**fresh):
        return mine.get()
    if mine.exists():
        raise _gone_on()
    return None


def _begun(owner: User, key: UUID, writer: UUID, values: dict[str, object]) -> Draft:
    # Two new drafts at once would both find room for one: the second waits here for the first.
    still_there(User.objects.select_for_update(no_key=True).filter(pk=owner.pk).first())
    if owner.drafts.count() >= MOST_DRAFTS:
        message = (
            f"The site keeps {MOST_DRAFTS} drafts of one person, and has as many of yours. This "
            "one is kept in this browser only; delete some that you no longer need."
        )
        raise Refusal("too_many_drafts", message, 409)
    try:
        with transaction.atomic():
            made = Draft.objects.create(owner=owner, key=key, writer=writer, **values)
    except IntegrityError:
        raise _gone_on() from None
    made.refresh_from_db()
    return made


def _gone_on() -> Refusal:
    message = (
        "This draft has gone on in another browser meanwhile. Both are safe: the other one as "
        "the site has it, and yours as a copy."
    )
    return Refusal("changed_elsewhere", message, 409, "version")


def _count_bytes(owner: User, size: int) -> None:
    if not settings.LIMITS_ENABLED:
        return
    counted = use_in_window(f"drafts:{owner.pk}", 3600, size)
    if counted and counted.amount > settings.DRAFT_MEGABYTES_AN_HOUR * 1_000_000:
        message = (
            "Your drafts have been sent more often than we take in an hour. This one is kept in "
            f"this browser; the site takes it again in {counted.wait} seconds."
        )
        raise Refusal("too_many_requests", message, 429, retry_after=counted.wait)
