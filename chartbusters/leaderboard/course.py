"""How the first ten of a decided board came there: their places on the boards that were sealed and
told day by day, and on the one that stands."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.safestring import SafeString

from chartbusters.challenges.models import Phase
from chartbusters.challenges.selectors import still
from chartbusters.challenges.terms import minimum_votes
from chartbusters.leaderboard.history import snapshots_told
from chartbusters.leaderboard.lines import bands_of, lines_of
from chartbusters.leaderboard.models import Occasion, Standing
from chartbusters.leaderboard.rows import BoardRow
from chartbusters.ranking.ranges import range_written
from chartbusters.web.shelf import kept_part

FIRST = 10  # places that are drawn
MOST = 60  # boards, the one that stands among them

Stood = dict[UUID, tuple[int, str]]  # entry: its place, and its range of ranks in words


@dataclass(frozen=True)
class Course:
    """Boards in their order, each with where the entries stood, and the entries by place."""

    days: list[tuple[Any, Stood]]  # when it was sealed; None for the board that stands
    rows: list[BoardRow]

    @property
    def depth(self) -> int:
        return max(row.told.standings__position for row in self.rows)

    @property
    def places(self) -> list[dict[Any, int]]:
        return [_places_of(stood) for _, stood in self.days]

    @property
    def bands(self) -> int:
        return bands_of(self.places, [row.told.pk for row in self.rows], self.depth)

    @property
    def lines(self) -> list[tuple[int, list[str]]]:
        """With the place each ends at, by which it has its colour."""
        return [
            (
                row.told.standings__position,
                lines_of(self.places, row.told.pk, self.bands, self.depth),
            )
            for row in self.rows
        ]

    @property
    def names(self) -> list[str]:
        """By place; none where an entry is no longer here."""
        named = {row.told.standings__position: _named(row) for row in self.rows}
        return [named.get(place, "") for place in range(1, self.depth + 1)]

    @property
    def table(self) -> list[tuple[Any, list[str]]]:
        keys = [row.told.pk for row in self.rows]
        return [(at, _ranks_of(stood, keys)) for at, stood in self.days]


def _named(row: BoardRow) -> str:
    return f"{row.name} (made to compare with)" if row.compared else row.name


def _places_of(stood: Stood) -> dict[Any, int]:
    return {pk: place for pk, (place, _) in stood.items()}


def _ranks_of(stood: Stood, entries: list[UUID]) -> list[str]:
    return [stood[pk][1] if pk in stood else "–" for pk in entries]


def course_drawn(*, challenge: Any, run: Any, rows: list[BoardRow]) -> SafeString | None:
    """The picture for the first page of a decided board, which is the same for everybody; nothing
    before, as it would tell whose place is whose."""
    if challenge.phase != Phase.CLOSED:
        return None
    first = [row.to_others(challenge) for row in rows if row.told.standings__position <= FIRST]
    # Sealed boards from before the end stand, so that the computation tells of all the others.
    version = (still(challenge), run, minimum_votes(challenge), [row.shows for row in first])
    return kept_part(
        "leaderboard/_course.html",
        lambda: version,
        lambda: {"course": course_of(challenge=challenge, run=run, rows=first)},
    )


def course_of(*, challenge: Any, run: Any, rows: list[BoardRow]) -> Course | None:
    """None where no board was told on the way, or nobody stands: then there is nothing to draw."""
    told = snapshots_told(challenge=challenge).filter(
        occasion__in=(Occasion.DAY, Occasion.FROZEN), run__votes__gte=minimum_votes(challenge)
    )
    sealed = list(told.order_by("-number").values_list("sealed_at", "run")[: MOST - 1])[::-1]
    if not sealed or not rows:
        return None
    boards = [*sealed, (None, run.run_id)]
    stood = _stood({key for _, key in boards}, [row.told.pk for row in rows])
    # The board that stands is told without those that take no place.
    stood[run.run_id] |= {row.told.pk: (_place(row), row.rank or "–") for row in rows}
    return Course([(at, stood[key]) for at, key in boards], rows)


def _place(row: BoardRow) -> int:
    place: int = row.told.standings__position
    return place


def _stood(runs: set[int], entries: list[UUID]) -> dict[int, Stood]:
    """Where some entries stood in each of some computations: one query."""
    found: dict[int, Stood] = {key: {} for key in runs}
    rows = Standing.objects.filter(run__in=runs, entry__in=entries)
    columns = ("run", "entry", "position", "rank_low", "rank_high")
    for run, entry, place, low, high in rows.order_by().values_list(*columns):
        found[run][entry] = (place, range_written(low, high))
    return found
