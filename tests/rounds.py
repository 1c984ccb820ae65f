"""Final rounds of juries, for their tests."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from chartbusters.jury.models import JuryRound
from chartbusters.jury.rounds.services import order_give, round_open
from tests.juries import Jury

HOUR = timedelta(hours=1)


class Final:
    """A jury of alice and bob whose final round runs, with all its entries in it."""

    def __init__(self, jury: Jury, by: Any) -> None:
        self.jury, self.challenge, self.by = jury, jury.challenge, by
        self.numbers = [entry.number for entry in jury.entries]
        self.round = self.open()

    def open(self) -> JuryRound:
        ends_at = timezone.now() + HOUR
        numbers = self.numbers
        return round_open(challenge=self.challenge, numbers=numbers, ends_at=ends_at, by=self.by)

    def order(self, seat: int, **places: int) -> None:
        """`order(0, e0=1, e1=2)`: entries by their places in the list."""
        given = {self.numbers[int(name[1:])]: place for name, place in places.items()}
        order_give(juror=self.jury.seats[seat], places=given)

    def end(self) -> None:
        """Its time runs out."""
        begun = timezone.now() - 2 * HOUR
        rounds = JuryRound.objects.filter(pk=self.round.pk)
        rounds.update(opened_at=begun, ends_at=begun + HOUR)

    def tell(self) -> None:
        self.end()
        self.jury.to("closed")


@pytest.fixture
def final(jury: Any, staff: Any) -> Callable[..., Final]:
    """`final("voting", 3)`: see `Final`."""

    def make(phase: str = "voting", entries: int = 3) -> Final:
        return Final(jury(phase, entries), staff)

    return make
