"""What a board shows to a viewer: stored columns, never a count over votes."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple, cast

from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Now
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

from chartbusters.challenges.models import Challenge, Entry, phase_of
from chartbusters.challenges.selectors import Anyone, board_state, still
from chartbusters.challenges.terms import minimum_votes
from chartbusters.leaderboard.axis import Tick
from chartbusters.leaderboard.models import Board, RatingRun
from chartbusters.leaderboard.rows import MOST_OWN, BoardRow, BoardRows
from chartbusters.voting.days import days_told
from chartbusters.web.prepared_queries import Prepared
from chartbusters.web.shelf import kept

BETWEEN = "<!-- next row -->"  # no name can hold it, as names are escaped


PAGE = 50  # rows


@dataclass(frozen=True)
class BoardView:
    """What a viewer is shown: one page of rows. Without enough votes there are none."""

    run: Any
    page: Page[BoardRow] | None
    apart: list[BoardRow]  # the viewer's own rows that are elsewhere, with their neighbours
    votes: int
    needed: int
    ticks: list[Tick] = field(default_factory=list)

    @property
    def enough(self) -> bool:
        return self.votes >= self.needed

    @property
    def rows(self) -> list[BoardRow]:
        return list(self.page) if self.page else []

    @property
    def divided(self) -> bool:
        return any(row.behind_all for row in self.rows)

    @property
    def advantages(self) -> str:
        return advantages_worded(self.run.run__advantages if self.run else None)

    @property
    def firm(self) -> str:
        return fragility_worded(self.run.run__fragility if self.run else None)


def advantages_worded(told: dict[str, float] | None) -> str:
    """What being first was worth, where that is sure, in words; empty where it is not."""
    parts = [
        f"being {way} first was worth {told[way]:+.0f} points (± {told[f'{way}_error']:.0f})"
        for way in ("shown", "heard")
        if told and abs(told[way]) > told[f"{way}_error"]
    ]
    if not parts:
        return ""
    return (
        f"In these votes {' and '.join(parts)}. “Controlled” is what a rating would be without it; "
        "ranks stand as the votes are."
    )


def fragility_worded(told: dict[str, Any] | None) -> str:
    """How firm the first place is, in words; empty while it is not known, or there is none."""
    if not told:
        return ""
    if told["share"] is None:
        return "No removal of votes was found that would give the first place to another."
    if not told["removed"]:
        return "The first place is shared."
    bound = "" if told["exact"] else " at most"
    removed, votes = told["removed"], told["votes"]
    return (
        f"How firm the first place is: without {removed:,} of the {votes:,} votes that count "
        f"({100 * told['share']:.2g} %{bound}) another would be first."
    )


class Shown(NamedTuple):
    """The computation that may be told, and what pages ask of it as a whole."""

    run_id: int
    run__votes: int
    run__created_at: datetime
    run__entries: int
    run__lowest: float
    run__highest: float
    run__fragility: dict[str, Any] | None = None  # known when voting is over
    run__advantages: dict[str, float] | None = None  # likewise
    compared: bool = False  # whether an entry on it is there to compare with


def board_told(*, challenge: Any) -> Shown | None:
    """The computation that may be told of a challenge at this moment; None while it has none, or
    none may be told."""
    state = board_state(challenge=challenge)
    if state.hidden:
        return None
    if state.until is not None:
        return _shown_at(challenge, state.until)
    row = _SHOWN.first(challenge.pk)
    return row and Shown(*row)


def _shown_at(challenge: Any, moment: datetime) -> Shown | None:
    """The last one that there was at a moment."""
    runs = RatingRun.objects.filter(challenge=challenge.pk, created_at__lte=moment)
    columns = ("pk", "votes", "created_at", "entries", "lowest", "highest")
    row = runs.order_by("-created_at", "-pk").values_list(*columns).first()
    return Shown(*row) if row else None


def _shown(challenge: int) -> QuerySet[Board, Any]:
    marked = Entry.objects.filter(challenge=OuterRef("challenge"), compared_at__isnull=False)
    boards = Board.objects.filter(challenge=challenge, run__isnull=False)
    return boards.annotate(compared=Exists(marked)).values_list(*Shown._fields)


_SHOWN = Prepared(_shown, 4_611_686_018)


def board_rows(*, challenge: Any, viewer: Anyone, run: Any) -> BoardRows | None:
    """The rows that this viewer may see of the board of a challenge, which carries its phase; None
    without enough votes."""
    enough = run is not None and run.run__votes >= minimum_votes(challenge)
    return BoardRows(challenge, run, viewer) if enough else None


def board_view(*, challenge: Any, viewer: Anyone, page: str = "1") -> BoardView:
    """One page of a board. Raises `EmptyPage` or `PageNotAnInteger` for one that there is not."""
    run = board_told(challenge=challenge)
    rows = board_rows(challenge=challenge, viewer=viewer, run=run)
    votes, needed = run.run__votes if run else 0, minimum_votes(challenge)
    if rows is None:
        return BoardView(run, None, [], votes, needed)
    found: Page[BoardRow] = Paginator(cast(Any, rows), PAGE).page(page)
    return BoardView(run, found, _apart(rows, found), votes, needed, rows.ticks)


def _apart(rows: BoardRows, page: Page[BoardRow]) -> list[BoardRow]:
    shown = {row.told.pk for row in page}
    missing = [row for row in rows.own() if row.told.pk not in shown]
    return [row for row in rows.around(missing[:MOST_OWN]) if row.told.pk not in shown]


def board_version(*, challenge: Any, run: Any) -> object:
    """All that can change of what visitors see of a board's first page: standings are never edited,
    a new run has another key."""
    rows = board_rows(challenge=challenge, viewer=AnonymousUser(), run=run)
    days = days_shown(challenge=challenge)
    return run, minimum_votes(challenge), rows.version(slice(0, PAGE)) if rows else (), days


def days_shown(*, challenge: Any) -> tuple[tuple[date, int], ...]:
    """Days that are past with the votes that came on them: what is told while nothing else is."""
    return days_told(challenge=challenge) if board_state(challenge=challenge).hidden else ()


def rows_drawn(*, challenge: Any, run: Any, rows: list[BoardRow]) -> SafeString:
    """Rows as HTML. All but a viewer's own row are what everybody sees, and drawn once for all
    of them."""
    others = [row.to_others(challenge) for row in rows]
    # From the very rows that are drawn, so that a viewer's own row takes the place of no other.
    version = (still(challenge), run, [row.shows for row in others])
    text = kept(("leaderboard/_row.html",), lambda: version, lambda: _drawn(challenge, others))
    drawn = text.decode().split(BETWEEN)
    for place, row in enumerate(rows):
        if row.mine:
            drawn[place] = _drawn(challenge, [row])
    return mark_safe("".join(drawn))  # noqa: S308  drawn by templates


def _drawn(challenge: Any, rows: list[BoardRow]) -> str:
    template = get_template("leaderboard/_row.html")
    return BETWEEN.join(template.render({"challenge": challenge, "row": row}) for row in rows)


def challenge_decided_last() -> Any:
    """The challenge that was decided last of those that have a board; None while there is none."""
    return _DECIDED.first()


_DECIDED = Prepared(
    lambda: (
        Challenge.objects.published()
        .annotate(phase=phase_of())
        # where not votes alone decide, their board tells no winner
        .filter(told_at__lte=Now(), board__run__isnull=False, weight_public=100)
        .order_by("-entries_close_at", "pk")
        .values_list("pk", "slug", "title", "phase", "minimum_votes")[:1]
    )
)
