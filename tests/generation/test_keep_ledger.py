"""What callers may cost: buckets that fill by what is spent and run out by themselves."""

import threading
from datetime import timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.db.models.functions import Now

from chartbusters.web.rates import Rate, read_budget
from generation import ledger
from generation.models import Bucket

HOUR = 3600
ALLOWANCES = [Rate(100, HOUR, "person"), Rate(150, HOUR, "address")]
ALICE, BOB = {"person": "a", "address": "home"}, {"person": "b", "address": "home"}


def spend(callers: dict[str, str], amount: float) -> None:
    ledger.spend(budget="test", callers=callers, amount=amount, allowances=ALLOWANCES)


def left(callers: dict[str, str]) -> list[float]:
    found = ledger.standing(budget="test", callers=callers, allowances=ALLOWANCES)
    return [round(each.left) for each in found]


def later(seconds: int) -> None:
    Bucket.objects.update(at=Now() - timedelta(seconds=seconds))


@pytest.mark.django_db
class TestLedger:
    def test_it_counts_every_caller(self) -> None:
        spend(ALICE, 60)
        assert (left(ALICE), left(BOB), left({"person": "a"})) == ([40, 90], [100, 90], [40])

    def test_it_refuses_what_is_too_much_and_counts_nothing_of_it(self) -> None:
        spend(ALICE, 60)
        with pytest.raises(ledger.Overspent) as refusal:
            spend(ALICE, 50)
        assert (refusal.value.status, refusal.value.standing.per) == (429, "person")
        assert refusal.value.retry_after == pytest.approx(10 * HOUR / 100, abs=2)
        spend(BOB, 90)
        with pytest.raises(ledger.Overspent) as refusal:
            spend(BOB, 1)
        assert refusal.value.standing.per == "address"
        assert left(BOB) == [10, 0]

    def test_it_runs_out_evenly(self) -> None:
        spend(ALICE, 100)
        later(HOUR // 2)
        assert left(ALICE) == [50, 125]
        spend(ALICE, 50)
        later(10 * HOUR)
        assert left(ALICE) == [100, 150]

    def test_it_settles_what_it_really_was(self) -> None:
        spend(ALICE, 80)
        ledger.settle(budget="test", callers=ALICE, difference=-70, allowances=ALLOWANCES)
        assert left(ALICE) == [90, 140]
        ledger.settle(budget="test", callers=ALICE, difference=500, allowances=ALLOWANCES)
        assert left(ALICE) == [0, 0]
        ledger.settle(budget="test", callers=ALICE, difference=-900, allowances=ALLOWANCES)
        assert left(ALICE) == [100, 150]

    def test_it_says_when_even_for_what_is_never_left(self) -> None:
        with pytest.raises(ledger.Overspent) as refusal:
            spend(ALICE, 1000)
        assert refusal.value.retry_after == 1
        spend(ALICE, 100)
        with pytest.raises(ledger.Overspent) as refusal:
            spend(ALICE, 1000)
        assert refusal.value.retry_after == pytest.approx(HOUR, abs=2)

    def test_it_keeps_budgets_apart(self) -> None:
        spend(ALICE, 100)
        ledger.spend(budget="other", callers=ALICE, amount=100, allowances=ALLOWANCES)

    @pytest.mark.postgres
    def test_it_forgets_what_has_run_out(self) -> None:
        spend(ALICE, 100)
        assert ledger.forget() == 0
        later(HOUR)
        assert ledger.forget() == 0
        later(2 * HOUR + 1)
        assert ledger.forget() == 2 and not Bucket.objects.exists()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_it_counts_two_at_once_as_two() -> None:
    gate, refused = threading.Barrier(8), []

    def one(number: int) -> None:
        gate.wait()
        try:
            spend({"person": f"browser {number}", "address": "home"}, 30)
        except ledger.Overspent:
            refused.append(number)
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=[number]) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 3
    assert sum(
        Bucket.objects.filter(caller="home").values_list("spent", flat=True)
    ) == pytest.approx(150, abs=2)


@pytest.mark.parametrize(
    ("text", "rates"),
    [
        ("none", []),
        ("600s/h/person", [Rate(600, HOUR, "person")]),
        ("600s/10s/person, 5s/2d/address", [Rate(600, 10, "person"), Rate(5, 172_800, "address")]),
    ],
)
def test_it_reads_budgets(text: str, rates: list[Rate]) -> None:
    assert read_budget("BUDGET_X", text, "s") == rates


@pytest.mark.parametrize(
    "text", ["", "600", "600/h/person", "600s", "0s/h/person", "600s/h/room", "600MB/h/person"]
)
def test_it_rejects_nonsense_in_budgets(text: str) -> None:
    with pytest.raises(
        ImproperlyConfigured, match="BUDGET_X must be none, or look like 600s/h/person"
    ):
        read_budget("BUDGET_X", text, "s")
