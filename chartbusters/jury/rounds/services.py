"""Opens a final round, ends it early, and takes the orders of jurors."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F
from django.db.models.functions import Now

from chartbusters.accounts.models import User
from chartbusters.challenges.models import OVER, Challenge, Entry, Phase
from chartbusters.challenges.selectors import entries_standing
from chartbusters.jury.models import Juror
from chartbusters.jury.noticing import round_tell
from chartbusters.jury.permitted import require_run
from chartbusters.jury.rounds.models import FEWEST, MOST, Finalist, GivenPlace, JuryOrder, JuryRound
from chartbusters.jury.rounds.selectors import entries_to_order, round_running
from chartbusters.jury.selectors import juror_of, jurors_sitting
from chartbusters.jury.services.inviting import held
from chartbusters.web.errors import Refusal
from generation.rights import OPEN_ROUND, record

COUNT = f"A final round has {FEWEST} to {MOST} entries, each once. No round was opened."
EARLY = "A final round is opened once voting has begun and no entry comes or goes any more."
NOBODY = "Nobody sits on the jury, so nobody could answer. No round was opened."
STILL_OPEN = "A final round runs already. End it first; no other one was opened."
PAST = "A round ends later than now. No round was opened."
NONE_RUNS = "No final round runs, or it has ended. Nothing was changed."
FEW = "There are not two finalists that are yours to judge, so there is nothing to order."


def round_open(
    *, challenge: Challenge, numbers: Sequence[int], ends_at: datetime, by: User
) -> JuryRound:
    """Asks all jurors for their order of these entries, until then. One runs at a time, by the
    database's word; a round that has run its time stays on record."""
    require_run(by=by, challenge=challenge, right=OPEN_ROUND)
    if len(set(numbers)) != len(numbers) or not FEWEST <= len(numbers) <= MOST:
        raise Refusal("invalid", COUNT, field="numbers")
    try:
        with transaction.atomic():
            return _opened(challenge, numbers, ends_at, by)
    except IntegrityError:
        if round_running(challenge=challenge):
            raise Refusal("round_open", STILL_OPEN, 409) from None
        raise Refusal("invalid", PAST, field="ends_at") from None


def _opened(challenge: Challenge, numbers: Sequence[int], ends_at: datetime, by: User) -> JuryRound:
    row = held(challenge)
    if row.phase not in (Phase.VOTING, *OVER):
        raise Refusal("too_early", f"{EARLY} Nothing was done.", 409)
    if not jurors_sitting().filter(challenge=row).exists():
        raise Refusal("no_juror", NOBODY, 409)
    entries = _entries(row, numbers)
    over = JuryRound.objects.filter(challenge=row, closed_at=None, ends_at__lte=Now())
    over.update(closed_at=F("ends_at"))
    opened = JuryRound.objects.create(challenge=row, opened_by=by, ends_at=ends_at)
    Finalist.objects.bulk_create(Finalist(round=opened, entry=entry) for entry in entries)
    record(by=by, row=opened, words=f"Opened a final round of {len(entries)} in {row.title}.")
    round_tell(opened)
    return opened


def _entries(challenge: Challenge, numbers: Sequence[int]) -> list[Entry]:
    found = list(entries_standing(challenge=challenge).filter(number__in=numbers))
    lacking = sorted(set(numbers) - {entry.number for entry in found})
    if lacking:
        named = ", ".join(map(str, lacking))
        message = f"No entry of this number stands: {named}. No round was opened."
        raise Refusal("no_entry", message, field="numbers")
    return found


def round_close(*, challenge: Challenge, by: User) -> JuryRound:
    """Ends the running round at once; what was said until now is what counts."""
    require_run(by=by, challenge=challenge, right=OPEN_ROUND)
    with transaction.atomic():
        held(challenge)
        running = round_running(challenge=challenge)
        if running is None:
            raise Refusal("no_round", NONE_RUNS, 409)
        JuryRound.objects.filter(pk=running.pk).update(closed_at=Now())
        record(by=by, row=running, words="Ended the final round early.")
    running.refresh_from_db()
    return running


def order_give(*, juror: Juror, places: Mapping[int, int]) -> JuryOrder:
    """A juror's order of the finalists, place by number of entry, equal places allowed. Another one
    takes its place until the round ends."""
    with transaction.atomic():
        current, running = _round_held(juror)
        asked = {entry.number: entry for entry in entries_to_order(round_=running, juror=current)}
        _refuse_unfit(asked, places)
        order, _ = JuryOrder.objects.get_or_create(round=running, juror=current)
        order.places.all().delete()
        keys = dict(running.finalists.values_list("entry__number", "pk"))
        GivenPlace.objects.bulk_create(
            GivenPlace(order=order, finalist_id=keys[number], place=place)
            for number, place in places.items()
        )
        JuryOrder.objects.filter(pk=order.pk).update(said_at=Now())
    return order


def _round_held(juror: Juror) -> tuple[Juror, JuryRound]:
    """The juror and the running round, the challenge locked: whoever ends the round, or takes the
    juror off, comes before or after."""
    challenge = held(juror.challenge)
    if not challenge.published:
        raise Refusal("no_challenge", "There is no such challenge.", 404)
    current = juror_of(challenge=challenge, person=juror.person)
    if current is None or current.pk != juror.pk:
        raise Refusal("no_juror", "You are not on this jury. Nothing was changed.", 403)
    running = round_running(challenge=challenge)
    if running is None or challenge.phase not in (Phase.VOTING, *OVER):
        raise Refusal("no_round", NONE_RUNS, 409)
    return current, running


def _refuse_unfit(asked: Mapping[int, Entry], places: Mapping[int, int]) -> None:
    if len(asked) < FEWEST:
        raise Refusal("nothing_to_order", f"{FEW} Nothing was kept.", 409)
    if strange := sorted(set(places) - set(asked)):
        message = f"Entry {strange[0]} is not yours to order. Nothing was changed."
        raise Refusal("not_yours", message, 404, "places")
    if missing := [str(number) for number in asked if number not in places]:
        message = f"Give a place to entry {', '.join(missing)} too. Nothing was changed."
        raise Refusal("incomplete", message, 409, "places")
    if any(type(one) is not int or not 1 <= one <= len(asked) for one in places.values()):
        message = f"A place is a whole number, 1 to {len(asked)}. Nothing was changed."
        raise Refusal("out_of_range", message, field="places")
