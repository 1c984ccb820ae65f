"""A composition gets its address, and one more state: the steps that all saving is made of."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from chartbusters.accounts.models import User
from chartbusters.compositions.models import Composition, Origin, Revision, Visibility
from chartbusters.compositions.provenance import Provenance
from chartbusters.compositions.said import title_said
from chartbusters.compositions.showing import head_show
from chartbusters.compositions.storing import bytes_of, storage_take
from chartbusters.web.errors import Refusal
from generation.music.song import Song
from generation.services import song_store

MOST_COMPOSITIONS = 2_000  # of one person
SLUG_LENGTH = 70  # leaves room for a number within the column's 80


def address_give(composition: Composition) -> None:
    """Saves under the first free address among `title`, `title-2`, `title-3` ...; the constraint
    decides."""
    stem = slugify(composition.title)[:SLUG_LENGTH].strip("-") or "song"
    taken = set(
        Composition.objects.filter(owner_id=composition.owner_id, slug__startswith=stem)
        .exclude(pk=composition.pk)
        .values_list("slug", flat=True)
    )
    for number in range(1, MOST_COMPOSITIONS + 100):
        composition.slug = stem if number == 1 else f"{stem}-{number}"
        if composition.slug in taken:
            continue
        try:
            # A savepoint: two that read the same `taken` meet at the constraint, and the second
            # takes the next number.
            with transaction.atomic():
                return composition.save()
        except IntegrityError:
            continue
    raise Refusal(
        "title_taken", "You have too many songs of this title. Choose another one.", 409, "title"
    )


def revision_append(
    composition: Composition, number: int, provenance: Provenance, *, freed: int = 0
) -> Revision:
    """One more state of a composition, its head from now on; in the caller's transaction, which
    holds it."""
    stored = song_store(song=provenance.song)
    size = bytes_of(song=stored, recipe=provenance.recipe)
    storage_take(owner_id=composition.owner_id, size=size - freed)
    revision = Revision.objects.create(
        composition=composition,
        number=number,
        song=stored,
        origin=provenance.origin,
        recipe=provenance.recipe,
        size=size,
    )
    composition.head = revision
    composition.save(update_fields=["head", "updated_at"])
    if composition.visibility != Visibility.PRIVATE:
        head_show(composition=composition, song=provenance.song)
    return revision


def composition_record(
    *, owner: User, song: Song, title: str, recipe: dict[str, Any]
) -> Composition:
    """A private composition that the site made for somebody, with the recipe by which it did; in
    the caller's transaction. Raises `Refusal` where its owner has no room left."""
    composition = Composition(owner=owner, title=title_said(title))
    address_give(composition)
    revision_append(composition, 1, Provenance(song, Origin.GENERATED, recipe))
    return composition
