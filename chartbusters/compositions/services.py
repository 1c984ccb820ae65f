"""Everything that changes compositions. Revisions are only ever added; a deleted composition leaves
entries untouched.

An entry holds its own song and title, so its maker may delete the composition: the entry stands as
it was submitted.
"""

from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from chartbusters.accounts.models import User
from chartbusters.compositions.appending import (
    MOST_COMPOSITIONS,
    address_give,
    revision_append,
)
from chartbusters.compositions.hiding import refuse_hidden
from chartbusters.compositions.models import (
    Composition,
    Licence,
    Rendering,
    Revision,
    Visibility,
)
from chartbusters.compositions.provenance import UNPROVEN, Source, provenance_of
from chartbusters.compositions.remixing import licence_allow, remix_taken
from chartbusters.compositions.said import SAID, title_said
from chartbusters.compositions.showing import GOING, head_show, head_withdraw
from chartbusters.compositions.storing import COUNTED, storage_give_back
from chartbusters.compositions.thinning import history_thin
from chartbusters.trail.models import Act
from chartbusters.trail.services import trace
from chartbusters.web.errors import Refusal, still_there
from generation.music.song import Song
from generation.services import song_prepare

MOST_REVISIONS = 2_000  # of one composition


def composition_create(
    *,
    owner: User,
    song: Song,
    title: str,
    source: Source = UNPROVEN,
    visibility: str = Visibility.PRIVATE,
    remix_of: UUID | None = None,
) -> Composition:
    """A composition with its first revision. Raises `Refusal` for a song without notes, and for a
    remix of a song that is not this person's to change."""
    _refuse_empty(song)
    _refuse_unknown({"visibility": visibility})
    provenance = provenance_of(owner=owner, song=song, source=source)
    song_prepare(song=provenance.song)
    with transaction.atomic():
        # A courtesy bound against runaway scripts; a few more through a race do no harm, so nothing
        # is locked.
        if owner.compositions.count() >= MOST_COMPOSITIONS:
            raise Refusal(
                "too_many_compositions",
                f"You have {MOST_COMPOSITIONS:,} songs. Delete some first.",
                409,
            )
        taken = remix_taken(owner=owner, original=remix_of)
        composition = Composition(
            owner=owner, title=title_said(title), visibility=visibility, **taken
        )
        address_give(composition)
        revision_append(composition, 1, provenance)
        if visibility != Visibility.PRIVATE:
            trace(act=Act.VISIBILITY, by=owner, row=composition, words=f"new, {visibility}")
    return composition


def revision_add(
    *, composition: Composition, song: Song, source: Source = UNPROVEN, after: int | None = None
) -> Revision:
    """One more state of the composition, which becomes its head; the head itself when nothing has
    changed.

    `after` is the number of the revision that the song was made from: raises `Refusal` when there
    is a later one.
    """
    _refuse_empty(song)
    provenance = provenance_of(owner=composition.owner, song=song, source=source)
    song_prepare(song=provenance.song)
    with transaction.atomic():
        locked = composition_locked(composition=composition)
        head = locked.head
        if head and head.song_id == provenance.song.digest:
            return head
        _refuse_overtaken(head, after)
        # Numbers are given once, so there are never more revisions than the last one's number: then
        # nobody counts.
        if head and head.number >= MOST_REVISIONS and locked.revisions.count() >= MOST_REVISIONS:
            raise Refusal(
                "too_many_revisions",
                "This song has too long a history. Save it as a new song.",
                409,
            )
        freed = history_thin(composition=locked)
        return revision_append(locked, head.number + 1 if head else 1, provenance, freed=freed)


def _refuse_overtaken(head: Revision | None, after: int | None) -> None:
    # Asked behind the lock: of two saves after one revision, the second sees the first.
    if head and after is not None and head.number != after:
        message = (
            f"This song was saved somewhere else meanwhile, as revision {head.number}; yours "
            f"was made from {after}. "
            "Both are safe: save yours as a new song, or once more on top, and the other stays "
            "in the history."
        )
        raise Refusal("changed_elsewhere", message, 409, "after")


def composition_locked(*, composition: Composition) -> Composition:
    """The row as it stands, held until the transaction ends. Raises `Refusal` when it was deleted
    meanwhile."""
    # Two saves at once would take the same number: the second waits here for the first. Without a
    # join, since PostgreSQL, when it has waited, shows the new row but joins it with what there was
    # before it waited.
    return still_there(Composition.objects.select_for_update().filter(pk=composition.pk).first())


def composition_update(*, composition: Composition, **changes: str) -> Composition:
    """Changes `title`, `tags`, `visibility`, `licence` or `process_note`. Raises `Refusal`."""
    _refuse_unknown(changes)
    # Read before the lock: many notes take a while. A save meanwhile makes another song of it,
    # which is read behind it.
    shared = changes.get("visibility", Visibility.PRIVATE) != Visibility.PRIVATE
    songs = {head.song_id: head.song.song} if shared and (head := composition.head) else {}
    with transaction.atomic():
        composition = composition_locked(composition=composition)
        if shared:
            refuse_hidden(composition=composition)
        licence_allow(composition=composition, licence=changes.get("licence"))
        seen_by = composition.visibility
        for name, value in changes.items():
            setattr(composition, name, SAID[name](value) if name in SAID else value)
        if composition.visibility == Visibility.PRIVATE:
            composition.secret_hash = ""  # a link that has been dead never opens anything again
        if "title" in changes:
            address_give(composition)
        else:
            composition.save()
        if composition.visibility != seen_by:
            told = f"from {seen_by} to {composition.visibility}"
            trace(act=Act.VISIBILITY, by=composition.owner, row=composition, words=told)
        if composition.head and composition.visibility != Visibility.PRIVATE:
            known = songs.get(composition.head.song_id)
            head_show(composition=composition, song=known or composition.head.song.song)
        elif seen_by != Visibility.PRIVATE:
            head_withdraw(composition=composition)
    return composition


def _refuse_unknown(changes: dict[str, str]) -> None:
    choices = {"visibility": Visibility.values, "licence": Licence.values}
    for name, value in changes.items():
        if name not in (*SAID, *choices):
            raise Refusal("unknown_field", f"A composition has no {name} to change.", field=name)
        if name in choices and value not in choices[name]:
            raise Refusal(
                "invalid", f"{name.capitalize()} is one of {', '.join(choices[name])}.", field=name
            )


def composition_delete(*, composition: Composition) -> None:
    """Removes the composition and its history. Songs stay while somebody holds them, then a nightly
    sweep ends them."""
    _delete(Composition.objects.filter(pk=composition.pk))


def compositions_erase(*, owner: User) -> set[str]:
    """Removes all compositions of a person; returns the digests of the songs they held."""
    mine = Composition.objects.filter(owner=owner)
    Rendering.objects.filter(owner=owner).update(owner=None)
    digests: set[str] = set()
    for model in COUNTED:
        held = model._default_manager.filter(composition__in=mine)
        digests.update(held.values_list("song_id", flat=True))
    _delete(mine)
    return digests


def _delete(compositions: QuerySet[Composition]) -> None:
    with transaction.atomic():
        # From here on nothing that refers to a song begins: whoever is at it has ended.
        list(compositions.select_for_update().order_by("pk").values_list("pk"))
        for end in GOING:
            end(compositions)
        # The head is protected, as it must not vanish alone.
        compositions.update(head=None)
        for model in COUNTED:
            storage_give_back(rows=model._default_manager.filter(composition__in=compositions))
        compositions.delete()


def _refuse_empty(song: Song) -> None:
    if not song.note_count:
        message = "There are no notes in this song, so nothing was saved; what was before is safe."
        raise Refusal("empty_song", message, field="document")
