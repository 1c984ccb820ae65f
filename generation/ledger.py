"""What callers may cost: amounts (seconds of a worker, bytes, anything that is used up) counted in
the database.

The interface, for every room. An allowance is anything with `most`, `seconds` and `per`, such as
`chartbusters.web.rates.Rate`; `callers` says under what name this caller stands for each `per`:

    callers = {"person": "user:7", "address": "network:..."}
    allowances = settings.BUDGETS["generate"]
    spend(budget="generate", callers=callers, amount=12.5, allowances=allowances)  # or `Overspent`
    settle(budget="generate", callers=callers, difference=-3.0, allowances=allowances)  # was 9.5
    standing(budget="generate", callers=callers, allowances=allowances)  # of each, writes nothing

Each allowance is a leaky bucket: what was spent runs out of it evenly, `most` in `seconds`, so
there is no hour at the end of which everything is free again, and "when" is one division. `spend`
is all or nothing: one caller that has not enough left, and no bucket is touched. It belongs into
the transaction that does what is paid for, so that what is not done costs nothing. A bucket is a
row, locked while it is counted: two requests at once are counted as two. Persons come before
addresses in the order of locks, so that nobody waits in a ring.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from typing import NamedTuple, Protocol

from django.db import transaction
from django.db.models import DurationField, ExpressionWrapper, F, Q, QuerySet
from django.db.models.functions import Now

from generation.durations import spoken
from generation.errors import Declined
from generation.models import Bucket


class Allowance(Protocol):
    """At most `most` in `seconds`, for each caller of the kind `per` ("person" or "address")."""

    @property
    def most(self) -> float: ...
    @property
    def seconds(self) -> int: ...
    @property
    def per(self) -> str: ...


class Standing(NamedTuple):
    """How one allowance of one caller stands."""

    budget: str
    per: str
    most: float
    seconds: int
    spent: float  # what has not run out yet

    @property
    def left(self) -> float:
        return max(0.0, self.most - self.spent)

    @property
    def reset(self) -> float:
        """Seconds until all of it is left."""
        return self.spent * self.seconds / self.most

    def wait(self, amount: float) -> float:
        """Seconds until so much is left again; for more than `most`, until all of it is."""
        return max(0.0, self.spent + min(amount, self.most) - self.most) * self.seconds / self.most


class Overspent(Declined):
    """An amount that is more than what is left; `standing` is the allowance, `message` may be said
    better above."""

    def __init__(self, standing: Standing, amount: float) -> None:
        self.standing, self.amount = standing, amount
        wait = int(standing.wait(amount)) + 1
        message = (
            f"That is more than is left for now. Nothing was done; try again in {spoken(wait)}."
        )
        super().__init__("budget_spent", message, 429, retry_after=wait)


def spend(
    *, budget: str, callers: Mapping[str, str], amount: float, allowances: Iterable[Allowance]
) -> None:
    """Counts the amount under every allowance that has a caller. Raises `Overspent`, and has then
    counted nothing."""
    with transaction.atomic():
        for standing, bucket in _locked(budget, callers, allowances):
            if standing.spent + amount > standing.most:
                raise Overspent(standing, amount)
            _fill(bucket, standing.spent + amount)


def settle(
    *, budget: str, callers: Mapping[str, str], difference: float, allowances: Iterable[Allowance]
) -> None:
    """What was spent turned out to be more, or less: never refused, and never below nothing."""
    with transaction.atomic():
        for standing, bucket in _locked(budget, callers, allowances):
            _fill(bucket, max(0.0, standing.spent + difference))


def standing(
    *, budget: str, callers: Mapping[str, str], allowances: Iterable[Allowance]
) -> list[Standing]:
    """How each allowance that has a caller stands."""
    sorted_out = _for_callers(callers, allowances)
    wanted = Q(pk=None)
    for each in sorted_out:
        wanted |= Q(caller=callers[each.per], seconds=each.seconds)
    rows = {
        (row.caller, row.seconds): row
        for row in _aged(Bucket.objects.filter(wanted, budget=budget))
    }
    return [
        _standing(budget, each, rows.get((callers[each.per], each.seconds))) for each in sorted_out
    ]


def forget() -> int:
    """Removes buckets that have long run dry; returns how many."""
    windows = set(Bucket.objects.values_list("seconds", flat=True))
    # Twice the window, for what was settled may be more than the most.
    dry = (
        Bucket.objects.filter(seconds=each, at__lt=Now() - timedelta(seconds=2 * each))
        for each in windows
    )
    return sum(buckets.delete()[0] for buckets in dry)


def _for_callers(callers: Mapping[str, str], allowances: Iterable[Allowance]) -> list[Allowance]:
    """Those that count this caller, persons' first."""
    mine = [each for each in allowances if each.per in callers]
    return sorted(mine, key=lambda each: (each.per != "person", each.seconds))


def _locked(
    budget: str, callers: Mapping[str, str], allowances: Iterable[Allowance]
) -> Iterator[tuple[Standing, Bucket]]:
    for each in _for_callers(callers, allowances):
        key = {"budget": budget, "caller": callers[each.per], "seconds": each.seconds}
        # Locked: another wish of the same caller waits here, or both would count from the same
        # amount.
        mine = _aged(Bucket.objects.select_for_update().filter(**key))
        while (bucket := mine.first()) is None:
            # another may be first
            Bucket.objects.bulk_create([Bucket(**key)], ignore_conflicts=True)
        yield _standing(budget, each, bucket), bucket


def _aged(buckets: QuerySet[Bucket]) -> QuerySet[Bucket]:
    return buckets.annotate(age=ExpressionWrapper(Now() - F("at"), output_field=DurationField()))


def _standing(budget: str, allowance: Allowance, bucket: Bucket | None) -> Standing:
    spent = 0.0
    if bucket:
        age: timedelta = bucket.age  # type: ignore[attr-defined]  # annotated by `_aged`
        spent = bucket.spent - max(0.0, age.total_seconds()) * allowance.most / allowance.seconds
    return Standing(budget, allowance.per, allowance.most, allowance.seconds, max(0.0, spent))


def _fill(bucket: Bucket, spent: float) -> None:
    Bucket.objects.filter(pk=bucket.pk).update(spent=spent, at=Now())
