"""Every write of provenance. It is asked for once a song and person, and worked out in a worker,
one take at a time, behind everybody who waits for music."""

import hashlib
import json
import time
from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser, AbstractUser
from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Now

from generation.callers import person_caller
from generation.engine import Cancelled
from generation.messages import send_on_commit
from generation.models import StoredSong
from generation.rights import CHECK_AGAIN, record, require
from generation.turns import choose_next
from scoring.models import Provenance, ReplayedTake, ReportState, Standing
from scoring.provenance import selectors
from scoring.provenance.chains import recipes_named, takes_behind
from scoring.provenance.replaying import Replay, replay
from scoring.provenance.tracing import Lost, Taken, Trace, takes_of, trace

TASK = "scoring.tasks.provenance_check"
ATTEMPTS = 3  # of workers that die over it
REPLAY_SECONDS = 150.0  # of the processor, for one take; more than a take may cost
FUSE_SECONDS = 420.0  # on the clock: then the kernel ends the process
HELD = timedelta(seconds=480)  # longer than that
LOOK = 1.0  # second between two looks whether somebody waits for music
MOST_LOST = 200  # notes that a row names
AT_ONCE = 50  # rows sent on by one round
BROKEN = (
    "Where its notes come from could not be worked out. The song itself is safe; an organiser can "
    "ask for it again."
)


def provenance_request(
    *, song: StoredSong, notes: int, owner: AbstractBaseUser, history: Sequence[dict[str, Any]]
) -> Provenance:
    """The provenance of this person's song by the recipes in its history, made and queued on commit
    when it is new, or when the history names other takes than the last time. A song without recipes
    is made by hand, and nothing is queued."""
    recipes = recipes_named(history)
    caller = person_caller(owner.pk)
    turn = partial(selectors.provenance_turn_next, caller=caller)
    fresh = {"recipes": recipes, "notes": notes, "caller": caller, "turn": turn}
    fresh |= {} if recipes else _by_hand()
    row, made = Provenance.objects.get_or_create(song=song, owner_id=owner.pk, defaults=fresh)
    if not made and recipes and row.recipes != recipes:
        _begin_again(row, recipes)
    elif made and recipes:
        _queue(row.pk)
    return row


def _by_hand() -> dict[str, Any]:
    done = {"state": ReportState.DONE, "standing": Standing.BY_HAND}
    return {**done, "caller": "", "turn": 0, "finished_at": Now()}


def _begin_again(row: Provenance, recipes: list[dict[str, Any]]) -> None:
    caller = person_caller(row.owner_id)
    Provenance.objects.filter(pk=row.pk).update(
        recipes=recipes,
        state=ReportState.QUEUED,
        standing="",
        error_message="",
        finished_at=None,
        attempt=0,
        held_until=None,
        caller=caller,
        turn=selectors.provenance_turn_next(caller=caller),
    )
    row.refresh_from_db()
    _queue(row.pk)


def provenance_again(*, row: Provenance, by: AbstractUser) -> None:
    """An organiser's word that the takes are to be made again, whatever came of them before."""
    require(by, CHECK_AGAIN)
    with transaction.atomic():
        takes = takes_behind(owner=row.owner_id, recipes=row.recipes)
        ReplayedTake.objects.filter(pk__in=list(map(key_of, takes))).delete()
        _begin_again(row, row.recipes)
        record(by=by, row=row, words="Checked again.")


def provenances_requeue() -> int:
    """Sends a worker for what waits, since checks give way and messages may be lost; returns how
    many."""
    waiting = selectors.provenances_waiting()[:AT_ONCE]
    if waiting and not selectors.takes_wait():
        _queue(waiting[0].pk)
    return len(waiting)


def provenance_next() -> None:
    """One take of the song whose turn it is is made again, or, when all are, the song is set beside
    them. May be called twice, and does nothing while somebody waits for music."""
    if selectors.takes_wait() or selectors.provenance_held():
        return
    while chosen := choose_next(selectors.provenances_waiting(), (), 1):
        if row := _taken(chosen.pk):
            return _step(row)


def _taken(pk: UUID) -> Provenance | None:
    """Held for this worker; None when another was faster. Whoever dies over it three times leaves
    it."""
    free = Q(held_until=None) | Q(held_until__lt=Now())
    mine = Provenance.objects.filter(free, pk=pk, state=ReportState.QUEUED)
    if mine.filter(attempt__gte=ATTEMPTS).update(
        state=ReportState.FAILED, error_message=BROKEN, finished_at=Now(), caller=""
    ):
        return None
    if not mine.update(held_until=Now() + HELD, attempt=F("attempt") + 1):
        return None
    return Provenance.objects.select_related("song").get(pk=pk)


def _step(row: Provenance) -> None:
    behind = takes_behind(owner=row.owner_id, recipes=row.recipes)
    takes = takes_of(behind, row.song.song)
    known = ReplayedTake.objects.in_bulk(list(map(key_of, takes)))
    left = [take for take in takes if key_of(take) not in known]
    if left:
        _replay(left[0])
        # Ended well, so that no attempt is counted; somebody else may have the next turn.
        _leave(row)
        return
    _finish(row, takes, [known[key_of(take)] for take in takes])


def _replay(take: Taken) -> None:
    """Makes a take again and keeps what came of it; nothing, when it has to give way."""
    watch = Watch()
    try:
        told = replay(take, watch.stops)
    except Cancelled:
        if not watch.overrun:
            return
        told = Replay("too_long")
    values = {"why": told.why, "equal": told.equal, "notes": told.notes}
    ReplayedTake.objects.update_or_create(key=key_of(take), defaults=values)


class Watch:
    """Asked between two steps whether to stop: somebody waits for music, or there was time
    enough."""

    def __init__(self) -> None:
        self.began, self.looked, self.overrun = time.process_time(), time.monotonic(), False

    def stops(self) -> bool:
        if time.process_time() - self.began > REPLAY_SECONDS:
            self.overrun = True
            return True
        if time.monotonic() - self.looked < LOOK:
            return False
        self.looked = time.monotonic()
        return selectors.takes_wait()


def key_of(take: Taken) -> str:
    """Of the recipe: what stands in it is all that a replay depends on."""
    return hashlib.sha256(json.dumps(take.recipe, sort_keys=True).encode()).hexdigest()


def _leave(row: Provenance) -> None:
    with transaction.atomic():
        held = Provenance.objects.filter(pk=row.pk, state=ReportState.QUEUED, attempt=row.attempt)
        if held.update(held_until=None, attempt=row.attempt - 1):
            _queue(row.pk)


def _finish(row: Provenance, takes: list[Taken], replays: list[ReplayedTake]) -> None:
    found = trace(takes, row.song.song)
    told = [
        _take_told(take, kept, made)
        for take, kept, made in zip(takes, found.kept, replays, strict=True)
    ]
    Provenance.objects.filter(pk=row.pk, attempt=row.attempt).exclude(
        state=ReportState.DONE
    ).update(
        state=ReportState.DONE,
        standing=standing_of(found, [made.why for made in replays]),
        notes=found.notes,
        written=found.written,
        kept=found.generated,
        lost=_lost_told(found.gone[:MOST_LOST]),
        takes=told,
        error_message="",
        finished_at=Now(),
        held_until=None,
        caller="",
    )


def standing_of(found: Trace, why: Sequence[str]) -> Standing:
    """What the song is: takes that cannot be made again first, for then nothing is proven."""
    if any(why):
        return Standing.UNREPRODUCIBLE
    if not found.written:
        return Standing.BY_HAND
    return Standing.EDITED if found.gone else Standing.VERIFIED


def _take_told(take: Taken, kept: int, made: ReplayedTake) -> dict[str, Any]:
    model = str(take.recipe.get("model", ""))
    words = Replay(made.why, made.equal, made.notes).in_words(model)
    technique = str(take.recipe.get("technique", ""))
    told = {"technique": technique, "model": model, "kept": kept, "why": made.why, "words": words}
    return {**told, "sampler_version": take.recipe.get("sampler_version", 1)}


def _lost_told(lost: Sequence[Lost]) -> list[dict[str, Any]]:
    return [{"track": one.name, "bar": one.bar + 1, "note": list(one.note)} for one in lost]


def _queue(pk: UUID) -> None:
    send_on_commit(TASK, str(pk), queue="generate")
