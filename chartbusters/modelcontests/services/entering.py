"""A model is entered in a contest, and taken out again, while entries are open."""

from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models.functions import Now

from chartbusters.accounts.models import User
from chartbusters.challenges.conditions import conditions_require
from chartbusters.challenges.models import Challenge, Kind
from chartbusters.challenges.organisers import rights_of
from chartbusters.challenges.services import member_require
from chartbusters.challenges.services.opening import challenge_hold, open_now
from chartbusters.modelcontests.fitness import why_not
from chartbusters.modelcontests.models import EnteredModel, ModelContest, Plays
from chartbusters.web.errors import Refusal, still_there
from generation.models import TrainedModel

MOST_MODELS = 40  # of people in one contest: each is so many takes of a machine
SAFE = "Your model is safe and was not entered."
TWICE = (
    "These very weights are in this challenge already: here, or entered at this moment in another "
    "window. Who learns from the same data by the same recipe and seed has the same model. "
    f"{SAFE} Train it with another seed, or on other music."
)


def model_enter(
    *, challenge: Challenge, model: TrainedModel, person: User, conditions: str = ""
) -> EnteredModel:
    """Enters one of somebody's models. Where each may have one, it takes the place of the one
    before. `conditions` is the digest of those that they accept. Raises `Refusal`."""
    try:
        with transaction.atomic():
            return _enter(challenge, model, person, conditions)
    except IntegrityError:
        raise Refusal("already_entered", TWICE, 409, "model") from None
    except Refusal as refusal:
        raise _of_models(refusal) from None


def _enter(
    challenge: Challenge, model: TrainedModel, person: User, conditions: str
) -> EnteredModel:
    _refuse_many(person)
    # Two that enter at once: the second waits here, and finds the first's place taken.
    held = challenge_hold(challenge)
    now = open_now(held)
    contest = _contest(held)
    member_require(challenge=held, person=person, doing="enter")
    _refuse_organiser(held, person)
    mine = _mine(model, person)
    if unfit := why_not(contest, mine):
        raise Refusal("unfit_model", f"{unfit} {SAFE}", 409, "model")
    _refuse_full(contest)
    digest = conditions_require(challenge=held, accepted=conditions)
    slot = _slot(held, contest, person)
    return EnteredModel.objects.create(
        contest=contest,
        person=person,
        plays=Plays.TRAINED,
        model=mine,
        run=mine.run,
        name=mine.name,
        title=mine.title,
        technique=mine.technique,
        digest=mine.digest,
        slot=slot,
        conditions_digest=digest,
        conditions_accepted_at=now if digest else None,
        entered_at=now,
    )


def _of_models(refusal: Refusal) -> Refusal:
    """The same, where a room below speaks of songs."""
    said = refusal.message.replace("Your song is safe", "Your model is safe")
    return Refusal(
        refusal.code, said, refusal.status, refusal.field, retry_after=refusal.retry_after
    )


def _refuse_many(person: User) -> None:
    # Of two at once the second waits here, and counts the first.
    still_there(User.objects.select_for_update(no_key=True).filter(pk=person.pk).first())
    day = EnteredModel.objects.filter(person=person, entered_at__gt=Now() - timedelta(days=1))
    if day.count() >= settings.ENTRIES_A_DAY:
        message = f"You have entered as often within a day as we allow. {SAFE}"
        raise Refusal("too_many_entries", message, 429, retry_after=3600)


def _contest(challenge: Challenge) -> ModelContest:
    contest = ModelContest.objects.defer("sealed").filter(pk=challenge.pk).first()
    if challenge.kind != Kind.MODELS or contest is None or not contest.sealed_at:
        message = f"This challenge compares songs, and takes no models. {SAFE}"
        raise Refusal("no_models", message, 409)
    if contest.began_at:
        raise Refusal("begun", f"The models are playing already. {SAFE}", 409)
    return contest


def _refuse_organiser(challenge: Challenge, person: User) -> None:
    if rights_of(person=person, challenge=challenge):
        message = (
            "You run this challenge, or may look behind it, and so can hear the hidden melodies. "
            f"Nobody enters who can. {SAFE}"
        )
        raise Refusal("knows_melodies", message, 403)


def _mine(model: TrainedModel, person: User) -> TrainedModel:
    found = TrainedModel.objects.filter(pk=model.pk, owner=person).select_related("run").first()
    if found is None:
        message = "You can enter models of your own only. Nothing was entered."
        raise Refusal("not_yours", message, 403, "model")
    return found


def _refuse_full(contest: ModelContest) -> None:
    theirs = EnteredModel.objects.filter(contest=contest, withdrawn_at=None, plays=Plays.TRAINED)
    if theirs.count() >= MOST_MODELS:
        message = f"{MOST_MODELS} models are in, as many as our machines can play. {SAFE}"
        raise Refusal("contest_full", message, 409)


def _slot(challenge: Challenge, contest: ModelContest, person: User) -> int:
    """The place for a model. Where each may have one, the one before is taken out."""
    mine = EnteredModel.objects.filter(contest=contest, person=person, withdrawn_at=None)
    taken = set(mine.values_list("slot", flat=True))
    if challenge.entries_each == 1:
        mine.update(withdrawn_at=Now())
        return 1
    if len(taken) >= challenge.entries_each:
        message = (
            f"You have {len(taken)} models in this challenge, as many as each may have. Withdraw "
            f"one first. {SAFE}"
        )
        raise Refusal("entries_full", message, 409, "model")
    return min(set(range(1, challenge.entries_each + 1)) - taken)


def model_withdraw(*, entered: EnteredModel, by: User) -> EnteredModel:
    """Takes a model out while entries are open. Twice is as good as once."""
    try:
        with transaction.atomic():
            _withdraw(entered, by)
    except Refusal as refusal:
        raise _of_models(refusal) from None
    entered.refresh_from_db()
    return entered


def _withdraw(entered: EnteredModel, by: User) -> None:
    held = challenge_hold(entered.contest.challenge)
    locked = EnteredModel.objects.filter(pk=entered.pk, person=by).first()
    if locked is None:
        message = "This is no model of yours in this challenge. Nothing was done."
        raise Refusal("not_yours", message, 404)
    if locked.withdrawn_at is None:
        open_now(held)
        _contest(held)
        EnteredModel.objects.filter(pk=locked.pk).update(withdrawn_at=Now())
