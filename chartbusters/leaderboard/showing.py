"""What a board shows to a viewer: stored columns, never a count over votes."""

from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.db.models.functions import Now
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

from chartbusters.challenges.models import Challenge, Entry, Phase, phase_of
from chartbusters.challenges.selectors import Anyone, entries_standing, entries_told, still
from chartbusters.compositions.models import Visibility, song_address
from chartbusters.leaderboard.models import Board
from chartbusters.web.prepared_queries import Prepared
from chartbusters.web.shelf import kept

BETWEEN = "<!-- next row -->"  # no name can hold it, as names are escaped


@dataclass(frozen=True)
class BoardRow:
    """A standing with its entry as the viewer may know it, and where its interval lies on the
    board's scale."""

    told: Any  # a row of `_ROWS`
    blind: bool
    mine: bool
    scale: tuple[float, float]  # lowest and highest bound on the board

    @property
    def rank(self) -> str:
        low, high = self.told.standings__rank_low, self.told.standings__rank_high
        return str(low) if low == high else f"{low}-{high}"

    @property
    def name(self) -> str:
        return f"Entry {self.told.number}" if self.blind else str(self.told.title)

    @property
    def username(self) -> str | None:
        return None if self.blind else str(self.told.maker__username)

    @property
    def maker(self) -> str | None:
        return (
            None if self.blind else str(self.told.maker__display_name or self.told.maker__username)
        )

    @property
    def address(self) -> str | None:
        """Where everybody may hear the composition."""
        if self.blind or self.told.composition__visibility != Visibility.PUBLIC:
            return None
        return song_address(username=self.told.maker__username, slug=self.told.composition__slug)

    @property
    def score(self) -> float | None:
        score: float | None = self.told.score_report__score
        return score

    @property
    def start(self) -> float:
        return self._at(self.told.standings__low)

    @property
    def middle(self) -> float:
        return self._at(self.told.standings__rating)

    @property
    def width(self) -> float:
        return self._at(self.told.standings__high) - self.start

    @property
    def shows(self) -> object:
        """What of it can change while the computation is the same."""
        return (
            self.told.number,
            self.score,
            None if self.blind else (self.name, self.maker, self.address),
        )

    def to_others(self, challenge: Any) -> "BoardRow":
        """As everybody but its maker sees it."""
        return replace(self, blind=challenge.phase != Phase.CLOSED, mine=False)

    def _at(self, rating: float) -> float:
        """Place of a rating between 0 and 100."""
        low, high = self.scale
        return round(100 * (rating - low) / ((high - low) or 1), 2)


@dataclass(frozen=True)
class BoardView:
    """What a viewer is shown. Without enough votes there are no rows."""

    run: Any
    rows: list[BoardRow]
    votes: int
    needed: int

    @property
    def enough(self) -> bool:
        return self.votes >= self.needed


def board_told(*, challenge: Any) -> Any:
    """Key, votes and time of the computation that a challenge shows; None while it has none."""
    return _SHOWN.first(challenge.pk)


_SHOWN = Prepared(
    lambda challenge: Board.objects.filter(challenge=challenge, run__isnull=False).values_list(
        "run_id", "run__votes", "run__created_at"
    ),
    4_611_686_018,
)


def board_view(*, challenge: Any, viewer: Anyone) -> BoardView:
    """The board of a challenge, which carries its phase, as this viewer may see it."""
    run = board_told(challenge=challenge)
    votes = run.run__votes if run else 0
    needed = settings.LEADERBOARD_MINIMUM_VOTES
    rows = _rows(challenge, run.run_id, viewer) if run and votes >= needed else []
    return BoardView(run, rows, votes, needed)


def board_version(*, challenge: Any) -> object:
    """All that can change of what visitors see of a board: standings are never edited, a new run
    has another key."""
    run, needed = board_told(challenge=challenge), settings.LEADERBOARD_MINIMUM_VOTES
    entries = entries_told(challenge=challenge) if run and run.run__votes >= needed else []
    return run, needed, tuple(entries)


def _rows(challenge: Any, run: int, viewer: Anyone) -> list[BoardRow]:
    found = _ROWS.rows(challenge.pk, run)
    scale = (
        min((told.standings__low for told in found), default=0.0),
        max((told.standings__high for told in found), default=1.0),
    )
    closed = challenge.phase == Phase.CLOSED
    mine = viewer.pk if viewer.is_authenticated else None
    return [
        BoardRow(
            told,
            blind=not closed and told.maker_id != mine,
            mine=told.maker_id == mine,
            scale=scale,
        )
        for told in found
    ]


def _standing_rows(challenge: int, run: int) -> QuerySet[Entry, Any]:
    """Standing entries that the run knows, the best first."""
    columns = [
        f"standings__{name}"
        for name in ("rating", "low", "high", "rank_low", "rank_high", "position", "votes")
    ]
    columns += ["pk", "number", "title", "maker_id", "maker__username", "maker__display_name"]
    columns += ["composition__slug", "composition__visibility", "score_report__score"]
    entries = (
        entries_standing(challenge=challenge)
        .filter(standings__run=run)
        .order_by("standings__position")
    )
    return entries.values_list(*columns)


_ROWS = Prepared(_standing_rows, 4_611_686_018, 4_611_686_019)


def rows_drawn(*, challenge: Any, view: BoardView) -> SafeString:
    """The rows as HTML. All but a viewer's own row are what everybody sees, and drawn once for all
    of them."""
    others = [row.to_others(challenge) for row in view.rows]
    # From the very rows that are drawn, so that a viewer's own row takes the place of no other.
    version = (still(challenge), view.run, [row.shows for row in others])
    text = kept(("leaderboard/_row.html",), lambda: version, lambda: _drawn(challenge, others))
    drawn = text.decode().split(BETWEEN)
    for place, row in enumerate(view.rows):
        if row.mine:
            drawn[place] = _drawn(challenge, [row])
    return mark_safe("".join(drawn))  # noqa: S308  drawn by templates


def _drawn(challenge: Any, rows: list[BoardRow]) -> str:
    template = get_template("leaderboard/_row.html")
    return BETWEEN.join(template.render({"challenge": challenge, "row": row}) for row in rows)


def rows_first(*, challenge: Any, run: int, count: int) -> list[BoardRow]:
    """The first rows of a decided board, as everybody sees them; without a scale, for no interval
    is drawn."""
    return [
        BoardRow(told, blind=False, mine=False, scale=(0.0, 1.0))
        for told in _FIRST.rows(challenge.pk, run)[:count]
    ]


MOST_FIRST = 10
_FIRST = Prepared(
    lambda challenge, run: _standing_rows(challenge, run)[:MOST_FIRST], 4_611_686_018, 4_611_686_019
)


def challenge_decided_last() -> Any:
    """The challenge that was decided last of those that have a board; None while there is none."""
    return _DECIDED.first()


_DECIDED = Prepared(
    lambda: (
        Challenge.objects.published()
        .annotate(phase=phase_of())
        # where not votes alone decide, their board tells no winner
        .filter(voting_closes_at__lte=Now(), board__run__isnull=False, weight_public=100)
        .order_by("-entries_close_at", "pk")
        .values_list("pk", "slug", "title", "phase")[:1]
    )
)
