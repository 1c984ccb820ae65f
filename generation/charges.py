"""What a wish costs its caller: told beforehand, counted before the job is taken, settled by what
it really took."""

from typing import NamedTuple

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db.models import DurationField, ExpressionWrapper, F, Sum

from generation import costs, ledger
from generation.callers import person_caller, visitor_caller
from generation.catalogue import Card
from generation.durations import spoken
from generation.errors import JobError
from generation.models import GenerationJob, JobState, Pace
from generation.music.song import Song

BUDGET = "generate"
FADES = 0.9  # what was learnt before counts so much less after each job
GUESS = 5.0  # seconds for which the cost itself stands, while little is known
SLOWEST, FASTEST = 4.0, 0.25  # what is learnt is believed within these


class Price(NamedTuple):
    """Seconds of one worker."""

    cost: float  # as told from the wish alone
    expected: float  # the same, corrected by what such jobs took here


def estimate_price(card: Card, song: Song, track: int, parameters: dict[str, object]) -> Price:
    cost = costs.estimate_cost(card, song, track, parameters)
    return Price(cost, cost * read_pace(costs.name_kind(card.technique, parameters)))


def read_pace(kind: str) -> float:
    """How many times longer such jobs take here than they are thought to."""
    pace = Pace.objects.filter(pk=kind).first()
    return min(SLOWEST, max(FASTEST, pace.took / pace.cost)) if pace else 1.0


def learn(job: GenerationJob) -> None:
    """Remembers how long a finished job took."""
    took = _took(job)
    if took is None or job.cost_seconds <= 0:
        return
    kind = costs.name_kind(job.technique, job.parameters)
    Pace.objects.bulk_create([Pace(kind=kind, took=GUESS, cost=GUESS)], ignore_conflicts=True)
    Pace.objects.filter(pk=kind).update(
        took=F("took") * FADES + took, cost=F("cost") * FADES + job.cost_seconds
    )


def compute_limit(job: GenerationJob) -> float:
    """Seconds of the processor after which an attempt is ended; where no cost was told, the
    most."""
    if not job.expected_seconds:
        return float(settings.JOB_LIMIT_MOST)
    wished = settings.JOB_LIMIT_FACTOR * job.expected_seconds
    return float(min(settings.JOB_LIMIT_MOST, max(settings.JOB_LIMIT_LEAST, wished)))


def compute_longest(job: GenerationJob) -> float:
    """Seconds of the clock after which an attempt has failed, whatever it does."""
    return max(compute_limit(job), float(settings.JOB_LIMIT_MOST)) + settings.JOB_GRACE_SECONDS


def took_too_long(technique: str) -> str:
    """What is told of a job that was ended for that."""
    return (
        "The model took far longer than it should, so we stopped it. Your song is as it was. "
        f"Try again with less: {costs.smaller(technique)}."
    )


def refuse_too_dear(technique: str, price: Price) -> None:
    """Raises `JobError` for what no budget would be enough for."""
    if settings.LIMITS_ENABLED and price.expected > settings.JOB_MOST_SECONDS:
        most = settings.JOB_MOST_SECONDS
        told = (
            f"This take would need about {price.expected:.0f} seconds of a machine, and one "
            f"may need {most}."
        )
        raise JobError(
            "too_dear", f"{told} Your song is as it was: ask for {costs.smaller(technique)}."
        )


def name_caller(owner: AbstractBaseUser | None, session_key: str, network: str) -> str:
    """Who shares a turn: a person; else all visitors of one network, for a new browser costs
    nothing."""
    return person_caller(owner.pk) if owner else network or visitor_caller(session_key)


def name_payers(owner: AbstractBaseUser | None, session_key: str, network: str) -> dict[str, str]:
    """Under what names a wish is counted. For persons their address too: an account costs no more
    than a cookie."""
    visitor = visitor_caller(session_key) if session_key else ""
    person = person_caller(owner.pk) if owner else visitor
    named = {"person": person, "address": network}
    return {per: name for per, name in named.items() if name}


def pay(
    technique: str, price: Price, owner: AbstractBaseUser | None, session_key: str, network: str
) -> dict[str, str]:
    """Counts the price and returns under what names. Raises `JobError` (429)."""
    if not settings.LIMITS_ENABLED:
        return {}
    payers = name_payers(owner, session_key, network)
    allowances = settings.BUDGETS[BUDGET]
    try:
        ledger.spend(budget=BUDGET, callers=payers, amount=price.expected, allowances=allowances)
    except ledger.Overspent as spent:
        message = _too_much(technique, spent)
        raise JobError("budget_spent", message, 429, retry_after=spent.retry_after) from None
    if "address" in payers:
        # Its budget is locked by now, so that of two wishes at once the second counts the first.
        _refuse_full(network, price)
    return payers


def pay_for_explanation(
    owner: AbstractBaseUser | None, session_key: str, network: str
) -> dict[str, str]:
    """Counts what it costs to ask about a note, under what is left for music, and returns under
    what names. Raises `JobError` (429)."""
    if not settings.LIMITS_ENABLED:
        return {}
    payers, price = name_payers(owner, session_key, network), settings.EXPLANATION_SECONDS
    try:
        ledger.spend(
            budget=BUDGET, callers=payers, amount=price, allowances=settings.BUDGETS[BUDGET]
        )
    except ledger.Overspent as spent:
        message = (
            "An answer takes a second of a machine, and you have used what there is for now. "
            f"Nothing is lost: ask again in {spoken(spent.retry_after or 1)}."
        )
        raise JobError("budget_spent", message, 429, retry_after=spent.retry_after) from None
    return payers


def settle_explanation(payers: dict[str, str], took: float) -> None:
    """What was counted for an answer becomes what it really took."""
    if payers:
        ledger.settle(
            budget=BUDGET,
            callers=payers,
            difference=took - settings.EXPLANATION_SECONDS,
            allowances=settings.BUDGETS[BUDGET],
        )


def allowances_left(
    owner: AbstractBaseUser | None, session_key: str, network: str
) -> list[ledger.Standing]:
    """What is left to somebody."""
    if not settings.LIMITS_ENABLED:
        return []
    payers = name_payers(owner, session_key, network)
    return ledger.standing(budget=BUDGET, callers=payers, allowances=settings.BUDGETS[BUDGET])


def settle_job(job: GenerationJob) -> None:
    """What was counted for a job that has ended becomes what it really took; nothing, if it was
    never begun."""
    row = GenerationJob.objects.filter(pk=job.pk).first()
    if row is None or not row.payers:
        return
    took = (_took(row) or 0.0) if row.attempt else 0.0
    allowances = settings.BUDGETS[BUDGET]
    ledger.settle(
        budget=BUDGET,
        callers=row.payers,
        difference=took - row.charged_seconds,
        allowances=allowances,
    )
    GenerationJob.objects.filter(pk=row.pk).update(charged_seconds=took)


def _took(job: GenerationJob) -> float | None:
    """Seconds from the begin of the last attempt to the end."""
    elapsed = ExpressionWrapper(F("finished_at") - F("started_at"), output_field=DurationField())
    row = GenerationJob.objects.filter(
        pk=job.pk, started_at__isnull=False, finished_at__isnull=False
    )
    took = row.annotate(took=elapsed).values_list("took", flat=True).first()
    return max(0.0, took.total_seconds()) if took is not None else None


def _refuse_full(network: str, price: Price) -> None:
    """Raises `JobError` when too much of one network waits already."""
    active = [JobState.QUEUED, JobState.RUNNING]
    waiting = GenerationJob.objects.filter(payers__address=network, state__in=active)
    count, seconds = waiting.count(), waiting.aggregate(sum=Sum("expected_seconds"))["sum"] or 0.0
    if count < settings.JOBS_PER_ADDRESS and (
        not count or seconds + price.expected <= settings.JOB_SECONDS_PER_ADDRESS
    ):
        return
    told = (
        f"All who come from your network have {count} takes in the making, {seconds:.0f} "
        "seconds of work"
    )
    message = (
        f"{told}: as much as we take from there at once. Nothing is lost; try again when "
        "some are done."
    )
    raise JobError("too_many_jobs", message, 429, retry_after=max(5, int(seconds / 10)))


def _too_much(technique: str, spent: ledger.Overspent) -> str:
    each = spent.standing
    whose = "all who come from your network have together" if each.per == "address" else "you have"
    had = f"{each.most:.0f} seconds that {whose} in {spoken(each.seconds)}"
    left = f"of the {had}, {each.left:.0f} are left"
    again = f"try again in {spoken(spent.retry_after or 1)}, or ask for {costs.smaller(technique)}"
    return (
        f"This take would need about {spoken(spent.amount)} of a machine, and {left}. "
        f"Nothing is lost: {again}."
    )
