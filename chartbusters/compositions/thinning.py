"""Histories that do not grow by every autosave: the last ones all stay, older edits by hand one for some minutes."""

from datetime import timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.db.models.fields.reverse_related import ForeignObjectRel

from chartbusters.compositions.forgetting import song_forget
from chartbusters.compositions.models import Composition, Origin, Revision
from chartbusters.compositions.storing import storage_give_back
from generation.models import GenerationJob

LAST = 20  # revisions that stay whatever they are
ONE_FOR = timedelta(minutes=10)


def history_thin(*, composition: Composition) -> None:
    """Lets go of the revision that has just left the last ones, when the kept one before it is of the same minutes.

    Called behind the lock of the composition, once a save, so that one look at two rows is enough.
    """
    leaving = list(composition.revisions.order_by("-number")[LAST : LAST + 2])
    if len(leaving) < 2:
        return
    revision, before = leaving
    if revision.created_at - before.created_at < ONE_FOR and not is_needed(revision=revision):
        storage_give_back(revisions=Revision.objects.filter(pk=revision.pk))
        digest = revision.song_id
        revision.delete()
        # When nothing refers to the notes any more they go at once, and not only in the night.
        transaction.on_commit(partial(song_forget, digest=digest), robust=True)


def is_needed(*, revision: Revision) -> bool:
    """The first one, what a machine or a file brought, and whatever an entry, a job or any other row refers to."""
    if revision.number == 1 or revision.origin != Origin.EDITED or revision.recipe:
        return True
    jobs = GenerationJob.objects.filter(Q(source=revision.song_id) | Q(result=revision.song_id))
    return jobs.exists() or any(
        model._base_manager.filter(**{column: revision}).exists() for model, column in _referring()
    )


def _referring() -> list[tuple[Any, str]]:
    """Every model that refers to revisions, of whatever room, with the name of its column."""
    fields = Revision._meta.get_fields(include_hidden=True)
    return [(one.related_model, one.field.name) for one in fields if isinstance(one, ForeignObjectRel)]
