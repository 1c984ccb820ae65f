"""Asking for a recheck, and going through its entries: some at a time, by whichever worker, taken
up again where one died."""

from datetime import timedelta
from typing import Any

from celery import current_app
from django.db import IntegrityError, transaction
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Now

from chartbusters.accounts.models import User
from chartbusters.challenges.models import Challenge, Entry
from chartbusters.challenges.organisers import Right, right_require
from chartbusters.rechecks.looking import Looked, looked_at
from chartbusters.rechecks.models import Finding, Kind, Recheck
from chartbusters.web.errors import Refusal
from generation.messages import send_on_commit
from generation.rights import record

AT_ONCE = 20  # entries of one step
KEPT = 4  # rechecks of one kind, with what they found, beside the newest
HELD = timedelta(minutes=2)  # by a worker; longer than a step takes
PAUSE = timedelta(seconds=20)  # between two rounds, while reports are worked out
STEP = "chartbusters.rechecks.tasks.recheck_step"


def recheck_ask(*, challenge: Challenge, by: User, kind: str) -> Recheck:
    """Begins to look at all standing entries once more. Nothing is sent away by it. Raises
    `Refusal`."""
    right_require(person=by, challenge=challenge, right=Right.MODERATE)
    if kind not in Kind.values:
        raise Refusal("invalid", f"One of {', '.join(Kind.values)}.", field="kind")
    standing = Entry.objects.filter(challenge=challenge, withdrawn_at=None)
    try:
        with transaction.atomic():
            made = Recheck.objects.create(
                challenge=challenge,
                kind=kind,
                by=by,
                rules=challenge.rules,
                total=standing.count(),
            )
            record(by=by, row=challenge, words=f"Looks at all entries again: {made.kind}.")
            send_on_commit(STEP, made.pk)
            return made
    except IntegrityError:
        message = "That is being looked at already; the page tells how far it is."
        raise Refusal("under_way", message, 409) from None


def recheck_step(*, pk: int) -> bool:
    """Looks at the next entries; whether there is more to do. Two at once do the same work, and one
    of them writes."""
    recheck = _taken(pk)
    if recheck is None:
        return False
    entries = _next(recheck)
    looked = [looked_at(recheck=recheck, entry=entry) for entry in entries]
    with transaction.atomic():
        if not _written(recheck, entries, looked):
            return False
        rows = [
            Finding(recheck=recheck, entry=entry, words=one.words)
            for entry, one in zip(entries, looked, strict=True)
            if one.words
        ]
        Finding.objects.bulk_create(rows, ignore_conflicts=True)
        if more := bool(entries):
            send_on_commit(STEP, pk)
    return more


def _taken(pk: int) -> Recheck | None:
    free = Q(held_until=None) | Q(held_until__lt=Now())
    mine = Recheck.objects.filter(free, pk=pk, finished_at=None)
    if not mine.update(held_until=Now() + HELD, step=F("step") + 1):
        return None
    return Recheck.objects.select_related("challenge", "by").get(pk=pk)


def _next(recheck: Recheck) -> list[Entry]:
    standing = Entry.objects.filter(challenge=recheck.challenge_id, withdrawn_at=None)
    later = standing.filter(number__gt=recheck.behind).order_by("number")
    return list(
        later.select_related("song", "composition", "revision", "score_report", "provenance")[
            :AT_ONCE
        ]
    )


def _written(recheck: Recheck, entries: list[Entry], looked: list[Looked]) -> int:
    """How far it is now; nothing where another worker has taken it meanwhile."""
    mine = Recheck.objects.filter(pk=recheck.pk, step=recheck.step, finished_at=None)
    if entries:
        waiting = sum(one.waits for one in looked)
        said: dict[str, Any] = {"behind": entries[-1].number, "held_until": None}
        said |= {"waiting": F("waiting") + waiting}
        return mine.update(done=F("done") + len(entries) - waiting, **said)
    if recheck.waiting:  # once more from the beginning, when some reports may be there
        again = {"behind": 0, "done": 0, "waiting": 0}
        return mine.update(held_until=Now() + PAUSE, **again)
    return _finished(recheck, mine)


def _finished(recheck: Recheck, mine: QuerySet[Recheck]) -> int:
    """Of those before it the newest are kept."""
    over = Recheck.objects.filter(
        challenge=recheck.challenge_id, kind=recheck.kind, finished_at__isnull=False
    )
    old = over.exclude(pk=recheck.pk).order_by("-pk").values_list("pk", flat=True)[KEPT:]
    Recheck.objects.filter(pk__in=list(old)).delete()
    return mine.update(finished_at=Now(), held_until=None)


def rechecks_go_on() -> int:
    """Sends on what waits, or was lost with a worker; returns how many."""
    free = Q(held_until=None) | Q(held_until__lt=Now())
    late = list(Recheck.objects.filter(free, finished_at=None).values_list("pk", flat=True)[:50])
    for pk in late:
        current_app.send_task(STEP, [pk], retry=False)
    return len(late)
