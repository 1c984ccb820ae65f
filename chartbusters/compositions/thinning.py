"""Histories that do not grow by every autosave: the last ones all stay, older edits by hand one for
some minutes."""

from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from django.db import DEFAULT_DB_ALIAS, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.fields.reverse_related import ForeignObjectRel

from chartbusters.compositions.forgetting import song_forget
from chartbusters.compositions.models import Composition, Origin, Revision
from chartbusters.web.prepared_queries import Prepared
from generation.models import GenerationJob

LAST = 20  # revisions that stay whatever they are
ONE_FOR = timedelta(minutes=10)


def history_thin(*, composition: Composition) -> int:
    """Lets go of the revision that the next one drives out of the last ones, if one of the same
    minutes stays.

    Called behind the lock of the composition, once a save, so that one look at two rows is enough.
    Returns the bytes that this frees; the save counts them with its own in one statement.
    """
    leaving = _LEAVING.rows(composition.pk)
    if len(leaving) < 2:
        return 0
    revision, before = leaving
    if revision.created_at - before.created_at >= ONE_FOR or is_needed(revision=revision):
        return 0
    # Nothing refers to it, as was just asked: one statement, without looking for rows that would
    # follow it.
    Revision.objects.filter(pk=revision.pk)._raw_delete(using=DEFAULT_DB_ALIAS)
    # When nothing refers to the notes any more they go at once, and not only in the night.
    transaction.on_commit(partial(song_forget, digest=revision.song_id), robust=True)
    return revision.size


def _leaving(composition: UUID) -> QuerySet[Revision, Any]:
    columns = ("pk", "number", "song_id", "origin", "recipe", "size", "name", "created_at")
    past = Revision.objects.filter(composition=composition).order_by("-number")
    return past.values_list(*columns)[LAST - 1 : LAST + 1]


def is_needed(*, revision: Any) -> bool:
    """The first one, what has a name, what a machine or a file brought, and whatever an entry, a
    job or any other row refers to."""
    if revision.number == 1 or revision.name:
        return True
    if revision.origin != Origin.EDITED or revision.recipe:
        return True
    return _REFERRED.first(revision.pk) is not None


def _referred(pk: int) -> QuerySet[Revision, Any]:
    """The revision, when anything refers to it or a job to its song."""
    held = Q(Exists(GenerationJob.objects.filter(source=OuterRef("song"))))
    held |= Q(Exists(GenerationJob.objects.filter(result=OuterRef("song"))))
    for model, column in _referring():
        held |= Q(Exists(model._base_manager.filter(**{column: OuterRef("pk")})))
    return Revision.objects.filter(held, pk=pk).order_by().values_list("pk")


def _referring() -> list[tuple[Any, str]]:
    """Every model that refers to revisions, of whatever room, with the name of its column."""
    fields = Revision._meta.get_fields(include_hidden=True)
    return [
        (one.related_model, one.field.name) for one in fields if isinstance(one, ForeignObjectRel)
    ]


_LEAVING = Prepared(_leaving, uuid4())
_REFERRED = Prepared(_referred, 4_611_686_018)
