"""Seasons are made by staff; their boards are computed by workers, each in one piece."""

import logging
from collections.abc import Collection
from itertools import chain

from django.db import transaction
from django.db.models.functions import Now

from chartbusters.accounts.models import User
from chartbusters.challenges.models import Challenge
from chartbusters.ranking.season import Rated, season_rated
from chartbusters.seasons import selectors
from chartbusters.seasons.models import Season, SeasonBoard, SeasonStanding
from chartbusters.web.errors import Refusal
from generation.rights import RUN_SEASONS, require

logger = logging.getLogger(__name__)
MOST_CHALLENGES = 200
LONGEST = 300  # letters of a failure


def season_save(*, season: Season, challenges: Collection[Challenge], by: User) -> Season:
    """Stores a season with its challenges; its board follows within minutes. Raises `Refusal`."""
    require(by, RUN_SEASONS)
    refuse_too_many(challenges)
    with transaction.atomic():
        season.save()
        season.challenges.set(challenges)
    return season


def refuse_too_many(challenges: Collection[Challenge]) -> None:
    if len(challenges) > MOST_CHALLENGES:
        message = (
            f"A season has {MOST_CHALLENGES} challenges at most, and you chose {len(challenges)}. "
            "Nothing was saved; make two seasons of them."
        )
        raise Refusal("too_many_challenges", message, field="challenges")


def seasons_refresh() -> int:
    """Computes every board that does not know of all results; returns how many it could."""
    return sum(_refreshed(season) for season in selectors.seasons_due())


def _refreshed(season: Season) -> bool:
    """Whether it could be computed. If not, staff and /healthz are told by its row, and the next
    season has its turn."""
    try:
        season_refresh(season=season)
    except Exception as error:
        logger.exception("the board of the season %s cannot be computed", season.slug)
        why = f"{type(error).__name__}: {error}"[:LONGEST]
        SeasonBoard.objects.get_or_create(season=season)
        SeasonBoard.objects.filter(season=season).update(failed_at=Now(), failure=why)
        return False
    return True


def season_refresh(*, season: Season) -> None:
    """Rates everybody who took part in a challenge of the season that has ended. The same results
    give the same board; facts are read before all else, so what comes in between makes it stale."""
    facts = selectors.facts_of(season=season)
    ended = {key: list(selectors.ended_in(challenge=key)) for key, *_ in facts}
    counted = [key for key, people in ended.items() if people]
    _store(season, facts, counted, season_rated(chain.from_iterable(ended.values())))


def _store(season: Season, facts: selectors.Facts, counted: list[int], rows: list[Rated]) -> None:
    with transaction.atomic():
        # Two that compute at once write one after the other, and each the whole.
        SeasonBoard.objects.get_or_create(season=season)
        board = SeasonBoard.objects.select_for_update().get(season=season)
        if facts != selectors.facts_of(season=season):
            return  # something has just changed: it is due again
        SeasonStanding.objects.filter(season=season).delete()
        SeasonStanding.objects.bulk_create(
            [_standing(season, row) for row in rows], batch_size=1000
        )
        board.facts, board.counted, board.people = facts, counted, len(rows)
        board.computed_at, board.failed_at, board.failure = Now(), None, ""
        board.save()


def _standing(season: Season, row: Rated) -> SeasonStanding:
    columns = row._asdict()
    return SeasonStanding(season=season, person_id=columns.pop("person"), **columns)
