"""What the page of a contest shows at its end: the models in the order of the board, each with its
card, what it learnt from, and its run."""

from typing import Any, NamedTuple

from django.urls import reverse

from chartbusters.leaderboard.rows import BoardRow
from chartbusters.leaderboard.showing import board_rows, board_told
from chartbusters.modelcontests import selectors
from chartbusters.modelcontests.models import EnteredModel, Plays, TakeState
from generation.catalogue import Card, cards
from generation.datasets.offers import offers
from generation.techniques import TECHNIQUES

MOST_ROWS = 100  # there are seventy models at most


class Shown(NamedTuple):
    """A model that has played. `row` is its place on the board; None where it has none."""

    entrant: EnteredModel
    row: BoardRow | None
    failed: int  # of its takes

    @property
    def technique(self) -> str:
        name = self.entrant.technique
        return TECHNIQUES[name].title if name in TECHNIQUES else ""

    @property
    def card(self) -> str:
        """Where its card is; nothing for rules, and where it is gone."""
        gone = self.entrant.plays == Plays.TRAINED and self.withdrawn
        rule = self.entrant.plays in (Plays.ARRANGER, Plays.SHUFFLED)
        return "" if gone or rule else reverse("model", args=[self.entrant.name])

    @property
    def run(self) -> str:
        """Where its curves are."""
        run = self.entrant.run_id
        return reverse("training-run", args=[run]) if run else ""

    @property
    def withdrawn(self) -> bool:
        model = self.entrant.model
        return self.entrant.plays == Plays.TRAINED and (model is None or bool(model.withdrawn_at))

    @property
    def data(self) -> str:
        """What it learnt from, in words."""
        if self.entrant.plays == Plays.INSTALLED:
            return names_of_data(installed(self.entrant.name))
        run = self.entrant.run
        if run is None:
            return ""
        start = f", going on from {run.start}" if run.start else ""
        return f"{title_of_pack(run.pack) if run.pack else 'files of its maker'}{start}"


def title_of_pack(name: str) -> str:
    """Of offered music; its name where it is offered no more."""
    return next((one.title for one in offers() if one.name == name), name)


def installed(name: str) -> Card | None:
    return next((card for card in cards() if card.name == name), None)


def names_of_data(card: Card | None) -> str:
    return ", ".join(one.get("name", "") for one in card.data) if card else ""


def models_shown(*, challenge: Any, viewer: Any) -> list[Shown]:
    """All of them, the board's first one first; nobody before the result is told."""
    entered = selectors.told_models(challenge=challenge)
    if not entered:
        return []
    run = board_told(challenge=challenge)
    rows = board_rows(challenge=challenge, viewer=viewer, run=run)
    placed = {row.told.pk: row for row in (rows[0:MOST_ROWS] if rows else [])}
    order = {pk: place for place, pk in enumerate(placed)}
    failed = _failed(challenge)
    shown = [Shown(one, placed.get(one.entry_id), failed.get(one.pk, 0)) for one in entered]
    return sorted(shown, key=lambda one: order.get(one.entrant.entry_id, MOST_ROWS))


def _failed(challenge: Any) -> dict[int, int]:
    counted: dict[int, int] = {}
    contest = selectors.contest_of(challenge=challenge)
    for entrant, takes in selectors.takes_by_entrant(contest=contest) if contest else ():
        counted[entrant.pk] = sum(take.state == TakeState.FAILED for take in takes)
    return counted
