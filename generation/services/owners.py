"""Whose jobs they are: adopted at sign-in, forgotten with a visitor, erased with a person."""

from datetime import timedelta
from itertools import chain

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.core.cache import cache
from django.db.models.functions import Now

from generation import selectors
from generation.models import GenerationJob, JobState

FORGOTTEN_AT_ONCE = 500  # jobs of one statement


def jobs_adopt(*, owner: AbstractBaseUser, session_key: str) -> int:
    """Gives the jobs of a visitor to the person who has signed in; returns how many."""
    return GenerationJob.objects.filter(owner=None, session_key=session_key).update(
        owner_id=owner.pk, session_key=""
    )


def jobs_forget() -> int:
    """Removes takes of visitors that ended long ago; returns how many. Their songs go with the next
    sweep.

    Who signs in keeps theirs, see `jobs_adopt`, and whatever was saved of one is the revision's
    own.
    """
    old = Now() - timedelta(days=settings.VISITOR_TAKES_DAYS)
    jobs = GenerationJob.objects.filter(owner=None, finished_at__lt=old).exclude(
        state__in=[JobState.QUEUED, JobState.RUNNING]
    )
    gone = 0
    while keys := list(jobs.values_list("pk", flat=True)[:FORGOTTEN_AT_ONCE]):
        # asked again, since one may have been adopted or begun anew
        gone += jobs.filter(pk__in=keys).delete()[0]
        if len(keys) < FORGOTTEN_AT_ONCE:
            break
    return gone


def jobs_erase(*, owner: AbstractBaseUser) -> set[str]:
    """Removes all jobs of a person; returns the digests of the songs they held.

    A worker in the middle of one finds the row gone at its next look, and hands nothing in.
    """
    jobs = GenerationJob.objects.filter(owner_id=owner.pk)
    held = set(chain.from_iterable(jobs.values_list("source_id", "result_id")))
    cache.delete_many([selectors.draft_key(job) for job in jobs.only("pk", "attempt")])
    jobs.delete()
    return {digest for digest in held if digest}
