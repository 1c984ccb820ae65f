"""The takes of a contest: begun when entries have closed, a few at a time, asked for again where
they fail. Every step may be repeated by another worker."""

import logging
from datetime import timedelta
from itertools import product

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Now

from chartbusters.accounts.models import User
from chartbusters.challenges.models import Challenge, Phase
from chartbusters.challenges.organisers import Right, right_require
from chartbusters.challenges.selectors import phase_now
from chartbusters.challenges.services.opening import challenge_hold
from chartbusters.modelcontests import selectors
from chartbusters.modelcontests.house import House, house_account, house_known
from chartbusters.modelcontests.models import (
    ContestMelody,
    ContestTake,
    EnteredModel,
    ModelContest,
    TakeState,
)
from chartbusters.modelcontests.noticing import failures_tell, left_out_tell
from chartbusters.modelcontests.services.playing import take_begin, take_fail, take_look
from chartbusters.modelcontests.services.suites import suites_enter
from chartbusters.web.errors import Refusal, still_there
from generation.rights import record

logger = logging.getLogger(__name__)
AT_ONCE = 3  # takes of all contests together: others ask our workers too
PATIENCE = timedelta(hours=1)  # that organisers have to ask for what failed once more
WITHDRAWN = "Its maker withdrew the model before the takes began."


def takes_go_on() -> int:
    """One round of all contests whose entries have closed; how many there are. What fails in one is
    told in the log, tried again in the next round, and stops no other."""
    due = list(selectors.contests_due().select_related("challenge").defer("sealed"))
    for contest in due:
        try:
            contest_go_on(contest=contest)
        except Exception:
            logger.exception("the takes of %s came to nothing this round", contest.challenge.slug)
    return len(due)


def contest_go_on(*, contest: ModelContest) -> None:
    """Begins what has not begun, looks after what plays, asks for more, and makes entries of the
    whole."""
    if contest.began_at is None and not _begin(contest):
        return
    for take in _in(contest, TakeState.PLAYING).select_related("job__result"):
        take_look(take=take)
    for take in list(_in(contest, TakeState.WAITING)):
        if _playing() >= AT_ONCE:
            return
        _begun(take)
    if not _in(contest, TakeState.PLAYING, TakeState.WAITING).exists() and _may_end(contest):
        suites_enter(contest=contest)


def _begun(take: ContestTake) -> None:
    """Asks for one take. What cannot be asked for at all fails, and stops no other."""
    try:
        take_begin(take=take)
    except Exception:
        logger.exception("take %s cannot be asked for", take.pk)
        take_fail(take=take, words="Our machine could not play it.")


def _in(contest: ModelContest, *states: TakeState) -> QuerySet[ContestTake]:
    return ContestTake.objects.filter(entrant__contest=contest, state__in=states)


def _playing() -> int:
    return ContestTake.objects.filter(state=TakeState.PLAYING).count()


def _begin(contest: ModelContest) -> bool:
    """Makes the row of every take; False where entries are open again."""
    with transaction.atomic():
        # Whoever enters holds the challenge too: they are in before, or refused.
        held = challenge_hold(contest.challenge)
        rows = ModelContest.objects.select_for_update(no_key=True, of=("self",))
        locked = still_there(rows.filter(pk=contest.pk).first())
        phase = phase_now(challenge=held)
        if locked.began_at is not None:
            return True
        if phase in (None, Phase.UPCOMING, Phase.OPEN):
            return False
        _leave_out_withdrawn(locked)
        for name in locked.house:
            if house := house_known().get(name):
                _seat(locked, house)
        melodies = ContestMelody.objects.filter(contest=locked)
        pairs = product(selectors.standing(contest=locked), melodies)
        takes = [ContestTake(entrant=entrant, melody=melody) for entrant, melody in pairs]
        ContestTake.objects.bulk_create(takes, ignore_conflicts=True)
        ModelContest.objects.filter(pk=locked.pk).update(began_at=Now())
    return True


def _leave_out_withdrawn(contest: ModelContest) -> None:
    """Models that their makers have withdrawn by now; one withdrawn later stays in."""
    gone = selectors.standing(contest=contest).filter(model__withdrawn_at__isnull=False)
    for entrant in gone.select_related("contest__challenge"):
        EnteredModel.objects.filter(pk=entrant.pk).update(withdrawn_at=Now(), left_out=WITHDRAWN)
        left_out_tell(entrant, WITHDRAWN)


def _seat(contest: ModelContest, house: House) -> None:
    """Enters one of the site's own, unless these very weights are in."""
    inside = selectors.standing(contest=contest).filter(digest=house.digest)
    if inside.exists():
        return
    EnteredModel.objects.create(
        contest=contest,
        person=house_account(name=house.name),
        plays=house.plays,
        name=house.name,
        title=house.title[:80],
        technique=house.card.technique if house.card else "",
        digest=house.digest,
    )


def _may_end(contest: ModelContest) -> bool:
    """Whether nothing has failed, or organisers have had the time to look at what has."""
    failed = _in(contest, TakeState.FAILED)
    if not failed.exists():
        return True
    failures_tell(contest)
    if ModelContest.objects.filter(pk=contest.pk, go_on_at__isnull=False).exists():
        return True
    return not failed.filter(ended_at__gt=Now() - PATIENCE).exists()


def takes_retry(*, challenge: Challenge, by: User) -> int:
    """Asks for every take that failed once more; how many. Raises `Refusal` once the suites are
    entries."""
    with transaction.atomic():
        contest = _unfinished(challenge, by)
        failed = _in(contest, TakeState.FAILED)
        count = ContestTake.objects.filter(pk__in=list(failed.values_list("pk", flat=True))).update(
            state=TakeState.WAITING, tries=0, words="", job=None, ended_at=None
        )
        record(by=by, row=challenge, words=f"Asked for {count} failed takes once more.")
    return count


def takes_leave(*, challenge: Challenge, by: User) -> None:
    """Says to go on without the takes that failed: the melody stands alone in their place."""
    with transaction.atomic():
        contest = _unfinished(challenge, by)
        ModelContest.objects.filter(pk=contest.pk).update(go_on_at=Now())
        record(by=by, row=challenge, words="Went on without the takes that failed.")


def _unfinished(challenge: Challenge, by: User) -> ModelContest:
    right_require(person=by, challenge=challenge, right=Right.EDIT)
    rows = ModelContest.objects.select_for_update(no_key=True, of=("self",))
    contest = still_there(rows.filter(pk=challenge.pk).first())
    if contest.began_at is None or contest.suites_at is not None:
        message = (
            "The takes have not begun, or are entries by now, which stand as they are. Nothing was "
            "done."
        )
        raise Refusal("not_making", message, 409)
    return contest
