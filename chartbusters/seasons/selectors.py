"""Which seasons there are, what their boards are computed from, and what they show."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet

from chartbusters.challenges.models import Author, Challenge, Entry, Phase, PhasedChallenge
from chartbusters.leaderboard.results import decided_by, results_in
from chartbusters.ranking.season import Ended
from chartbusters.seasons.models import Season, SeasonBoard, SeasonStanding
from chartbusters.sharing.placed import Placed
from chartbusters.voting.models import Ballot

SIZE = 50  # rows of a page
NEIGHBOURS = 2  # shown above and below one's own row, where it is not on the page
MOST_TOLD = 10  # seasons on the page of a person

Facts = list[list[Any]]


def seasons_told() -> QuerySet[Season]:
    """Those that everybody may see, the newest first."""
    return Season.objects.filter(published=True).select_related("board")


def season_told(*, slug: str) -> Season | None:
    return seasons_told().filter(slug=slug).first()


def seasons_due() -> list[Season]:
    """Seasons of which something has changed that their board does not know; unpublished ones too,
    so that a new one is whole when it is shown. A handful of queries, however many there are."""
    seasons = list(Season.objects.select_related("board").order_by("pk"))
    facts = facts_of_all([season.pk for season in seasons])
    return [season for season in seasons if _known(season) != facts[season.pk]]


def _known(season: Season) -> Facts | None:
    board: SeasonBoard | None = getattr(season, "board", None)
    return board.facts if board else None


def facts_of(*, season: Season) -> Facts:
    return facts_of_all([season.pk])[season.pk]


def facts_of_all(keys: list[int]) -> dict[int, Facts]:
    """By season: its challenges that have ended, each with what its result came from."""
    links = Season.challenges.through.objects.filter(season__in=keys).order_by("challenge")
    pairs = list(links.values_list("season_id", "challenge_id"))
    decided = decided_by(challenges={challenge for _, challenge in pairs})
    facts: dict[int, Facts] = {key: [] for key in keys}
    for season, challenge in pairs:
        if challenge in decided:
            facts[season].append([challenge, *decided[challenge]])
    return facts


def ended_in(*, challenge: int) -> Iterator[Ended]:
    """How the people of a challenge ended in it, co-authors as well as makers; nobody while it has
    no result. Who has left, or was switched off, has no row."""
    results = results_in(challenge=challenge)
    for entry, person in _people_in(challenge) if results else ():
        if result := results.get(entry):
            yield Ended(person, challenge, *result)


def _people_in(challenge: int) -> Iterable[tuple[Any, int]]:
    standing = Entry.objects.filter(challenge=challenge, withdrawn_at=None)
    yield from standing.filter(maker__is_active=True).order_by().values_list("pk", "maker_id")
    signed = Author.objects.filter(entry__challenge=challenge, accepted_at__isnull=False)
    signed = signed.filter(entry__withdrawn_at=None, person__is_active=True)
    yield from signed.order_by().values_list("entry_id", "person_id")


class Contest(NamedTuple):
    """A challenge of a season, and whether it is counted by now."""

    challenge: PhasedChallenge
    counted: bool


def contests_of(*, season: Season) -> list[Contest]:
    """Its public challenges, those that end last first."""
    counted = set(board_of(season).counted)
    public = Challenge.objects.with_phase().filter(seasons=season, published=True)
    ordered = public.order_by("-voting_closes_at", "-pk")
    return [Contest(one, one.pk in counted) for one in ordered]


def board_of(season: Season) -> SeasonBoard:
    """As it was last computed; an empty one before that."""
    found: SeasonBoard | None = getattr(season, "board", None)
    return found or SeasonBoard(season=season)


def rows_of(*, season: Season) -> QuerySet[SeasonStanding]:
    return SeasonStanding.objects.filter(season=season).select_related("person")


def rows_after(*, season: Season, position: int) -> list[SeasonStanding]:
    """One page of rows, those behind a position."""
    return list(rows_of(season=season).filter(position__gt=position)[:SIZE])


def row_of(*, season: Season, person: int) -> SeasonStanding | None:
    return rows_of(season=season).filter(person=person).first()


def rows_around(*, row: SeasonStanding) -> list[SeasonStanding]:
    """A row with its neighbours."""
    near = Q(position__gte=row.position - NEIGHBOURS, position__lte=row.position + NEIGHBOURS)
    return list(SeasonStanding.objects.filter(near, season=row.season_id).select_related("person"))


def places_of(person: int) -> list[Placed]:
    """Where a person stands in the public seasons, for their page."""
    mine = SeasonStanding.objects.filter(person=person, season__published=True)
    columns = ("place", "season__board__people", "season__title", "season__slug")
    rows = mine.order_by("-season__created_at", "-pk").values_list(*columns)[:MOST_TOLD]
    return [
        Placed(title, f"place {place} of {people}", Season(slug=slug).get_absolute_url())
        for place, people, title, slug in rows
    ]


def vote_in_season(challenge: int, voter: int) -> Challenge | None:
    """The next challenge of a public season of this one in which a voter was given no pair yet."""
    seasons = Season.objects.filter(published=True, challenges=challenge)
    given = Ballot.objects.filter(challenge=OuterRef("pk"), voter=voter)
    beside = Challenge.objects.with_phase().filter(published=True, seasons__in=seasons)
    running = beside.filter(~Exists(given), phase=Phase.VOTING).exclude(pk=challenge)
    return running.order_by("-voting_closes_at", "-pk").first()


def season_addresses() -> Iterator[str]:
    """Of public seasons, for the map of the site."""
    for season in Season.objects.filter(published=True):
        yield season.get_absolute_url()


def seasons_failing() -> QuerySet[SeasonBoard]:
    return SeasonBoard.objects.exclude(failed_at=None).select_related("season").order_by("pk")
