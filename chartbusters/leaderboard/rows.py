"""Rows of a board, read a page at a time by their stored places: what a page costs does not depend
on how many rows there are."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from chartbusters.accounts.models import User
from chartbusters.challenges.models import Entry, Phase
from chartbusters.challenges.people import authors_of, in_words
from chartbusters.challenges.selectors import Anyone
from chartbusters.compositions.models import Visibility, song_address
from chartbusters.leaderboard.axis import Tick, place_on, ticks_of
from chartbusters.leaderboard.comparing import Spans, compared_on, ranks_told
from chartbusters.leaderboard.stamps import STAMP, stamp_on
from chartbusters.ranking.medals import Medal, medal_of
from chartbusters.ranking.ranges import range_written
from chartbusters.web.prepared_queries import Prepared
from scoring.provenance.selectors import Stamp
from scoring.telling import score_told

NEIGHBOURS = 2  # shown above and below one's own row, where it is not on the page
MOST_OWN = 3  # own rows that are shown with neighbours


@dataclass(frozen=True)
class BoardRow:
    """A standing with its entry as the viewer may know it, and where its interval lies on the
    board's scale."""

    told: Any  # a row of `_ROWS`
    blind: bool
    mine: bool
    scale: tuple[float, float]  # lowest and highest bound on the board
    beside: tuple[User, ...] = ()  # its co-authors, where it is not blind
    among: int = 0  # that take places, where a board is decided and medals are given; 0: none are
    apart: Spans = ()  # entries to compare with, where a board is decided: ranks are told without
    compared: bool = False  # whether it is one of them, and takes no place
    by_place: bool = True  # whether it stands among others by its place
    over: bool = False  # whether the result is told, and exact scores with it

    @property
    def ranks(self) -> tuple[int, int] | None:
        """None for an entry that takes no place."""
        if self.compared:
            return None
        told = self.told
        ranks = told.standings__rank_low, told.standings__rank_high
        low, high = told.standings__low, told.standings__high
        return ranks_told(self.apart, low=low, high=high, ranks=ranks)

    @property
    def rank(self) -> str:
        return range_written(*self.ranks) if self.ranks else ""

    @property
    def name(self) -> str:
        return f"Entry {self.told.number}" if self.blind else str(self.told.title)

    @property
    def username(self) -> str | None:
        return None if self.blind else str(self.told.maker__username)

    @property
    def maker(self) -> str | None:
        """Its maker with the co-authors, by name."""
        if self.blind:
            return None
        first = str(self.told.maker__display_name or self.told.maker__username)
        return in_words([first, *(one.shown_name for one in self.beside)])

    @property
    def co_authors(self) -> list[str]:
        return [one.username for one in self.beside]

    @property
    def address(self) -> str | None:
        """Where everybody may hear the composition."""
        if self.blind or self.told.composition__visibility != Visibility.PUBLIC:
            return None
        return song_address(username=self.told.maker__username, slug=self.told.composition__slug)

    @property
    def score(self) -> float | None:
        """Rounded while the draw behind it is secret."""
        told = self.told
        return score_told(told.score_report__score, seed=told.score_report__seed, over=self.over)

    @property
    def stamp(self) -> Stamp | None:
        """What it is beside its recipes; nothing while it is blind, or not worked out yet."""
        return None if self.blind else stamp_on(self.told)

    @property
    def medal(self) -> Medal | None:
        return medal_of(worst=self.ranks[1], entries=self.among) if self.ranks else None

    @property
    def behind_all(self) -> bool:
        """Whether every row above is surely better, so that a line may be drawn between."""
        at: int = self.told.standings__position
        return self.by_place and at > 1 and self.told.standings__rank_low == at

    @property
    def start(self) -> float:
        return self._at(self.told.standings__low)

    @property
    def middle(self) -> float:
        return self._at(self.told.standings__rating)

    @property
    def end(self) -> float:
        return self._at(self.told.standings__high)

    @property
    def shows(self) -> object:
        """What of it can change while the computation is the same."""
        return (
            self.told.number,
            self.score,
            self.medal,
            self.by_place,
            self.ranks,
            None if self.blind else (self.name, self.maker, self.address, self.told.applauded),
            self.stamp,
        )

    def to_others(self, challenge: Any) -> "BoardRow":
        """As everybody but its maker sees it."""
        return replace(self, blind=challenge.phase != Phase.CLOSED, mine=False)

    def _at(self, rating: float) -> float:
        return place_on(self.scale, rating)


@dataclass(frozen=True)
class BoardRows:
    """All rows of a board for one viewer, of which only those are read that are asked for: a
    paginator knows their number, and takes a slice. Places are given once, so what stood on a place
    and was withdrawn since is missing from its page, and nothing moves."""

    challenge: Any  # carries its phase
    run: Any  # see `showing.board_told`
    viewer: Anyone
    past: bool = False  # as it was once: what it said then is no result
    ordered = True
    by_place = True

    def count(self) -> int:
        return int(self.run.run__entries)

    @property
    def scale(self) -> tuple[float, float]:
        return self.run.run__lowest, self.run.run__highest

    @property
    def ticks(self) -> list[Tick]:
        return ticks_of(self.scale)

    def __getitem__(self, places: slice) -> list[BoardRow]:
        return self._shown(_ROWS.rows(self.run.run_id, places.start, places.stop))

    def own(self) -> list[BoardRow]:
        """The rows of the viewer's entries."""
        if not self.viewer.is_authenticated:
            return []
        return self._shown(_OWN.rows(self.run.run_id, self.viewer.pk, self.challenge.pk))

    def around(self, rows: Iterable[BoardRow]) -> list[BoardRow]:
        """Some rows with their neighbours, in order."""
        places: set[int] = set()
        for row in rows:
            at = row.told.standings__position
            places.update(range(at - NEIGHBOURS, at + NEIGHBOURS + 1))
        found = standing_in(self.run.run_id).filter(standings__position__in=places)
        return self._shown(found) if places else []

    def version(self, places: slice) -> tuple[Any, ...]:
        """All that can change of what visitors see of some rows."""
        return tuple(row.shows for row in self[places])

    def _shown(self, found: Iterable[Any]) -> list[BoardRow]:
        closed = self.challenge.phase == Phase.CLOSED
        mine = self.viewer.pk if self.viewer.is_authenticated else None
        rows = list(found)
        people = beside(rows) if closed else {}
        told_now = closed and not self.past
        decided = told_now and self.challenge.weight_public == 100
        apart = compared_on(run=self.run, challenge=self.challenge.pk) if told_now and rows else ()
        return [
            BoardRow(
                told,
                blind=not closed and told.maker_id != mine,
                mine=mine in _keys(told, people),
                scale=self.scale,
                beside=people.get(told.pk, ()),
                among=self.count() - len(apart) if decided else 0,
                apart=apart,
                compared=told_now and told.compared_at is not None,
                by_place=self.by_place,
                over=closed,
            )
            for told in rows
        ]


STANDING = ("rating", "low", "high", "rank_low", "rank_high", "position", "votes", "controlled")
COLUMNS = [f"standings__{name}" for name in STANDING]
COLUMNS += ["pk", "number", "title", "maker_id", "maker__username", "maker__display_name"]
COLUMNS += ["co_authors", "composition__slug", "composition__visibility", "score_report__score"]
COLUMNS += ["applauded", "compared_at", "score_report__seed", *STAMP]


def beside(rows: Iterable[Any]) -> dict[UUID, tuple[User, ...]]:
    """The co-authors of some rows; no query where there are none."""
    found = authors_of(told.pk for told in rows if told.co_authors)
    return {pk: tuple(people) for pk, people in found.items()}


def _keys(told: Any, beside: dict[UUID, tuple[User, ...]]) -> set[int]:
    """Of all people of a row."""
    return {told.maker_id, *(one.pk for one in beside.get(told.pk, ()))}


def standing_in(run: int) -> QuerySet[Entry, Any]:
    """Standing entries that the run knows, the best first."""
    entries = Entry.objects.filter(withdrawn_at=None, standings__run=run)
    return entries.order_by("standings__position").values_list(*COLUMNS, named=True)


def _placed(run: int, after: int, until: int) -> QuerySet[Entry, Any]:
    entries = Entry.objects.filter(
        withdrawn_at=None,
        standings__run=run,
        standings__position__gt=after,
        standings__position__lte=until,
    )
    return entries.order_by("standings__position").values_list(*COLUMNS)


def _own(run: int, maker: int, challenge: int) -> QuerySet[Entry, Any]:
    return standing_in(run).filter(maker=maker, challenge=challenge)


_ROWS = Prepared(_placed, 4_611_686_018, 2_111_686_018, 2_111_686_019)
_OWN = Prepared(_own, 4_611_686_018, 4_611_686_019, 4_611_686_020)
