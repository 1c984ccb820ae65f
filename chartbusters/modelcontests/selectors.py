"""What pages and the API ask about contests of models."""

import json
from collections import Counter
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.db.models.functions import Now

from chartbusters.accounts.models import User
from chartbusters.challenges.models import Entry, Kind, Phase
from chartbusters.modelcontests.fitness import why_not
from chartbusters.modelcontests.models import (
    ContestMelody,
    ContestTake,
    EnteredModel,
    ModelContest,
    TakeState,
)
from chartbusters.modelcontests.suites import melody_alone
from generation.models import TrainedModel
from generation.music.document import to_document


class Candidate(NamedTuple):
    """One of somebody's models, and why it cannot be entered; empty where it can."""

    model: TrainedModel
    unfit: str
    entered: bool


class Making(NamedTuple):
    """How far the takes are."""

    done: int
    failed: int
    all: int

    @property
    def ended(self) -> int:
        return self.done + self.failed


def contest_of(*, challenge: Any) -> ModelContest | None:
    """Of a challenge of models; None for one of songs, and while its organisers have set nothing
    up."""
    if challenge.kind != Kind.MODELS:
        return None
    return ModelContest.objects.defer("sealed").filter(pk=challenge.pk).first()


def melodies_of(*, contest: ModelContest) -> QuerySet[ContestMelody]:
    return ContestMelody.objects.filter(contest=contest).select_related("song")


def standing(*, contest: ModelContest) -> QuerySet[EnteredModel]:
    return EnteredModel.objects.filter(contest=contest, withdrawn_at=None)


def entered_of(*, contest: ModelContest, person: Any) -> list[EnteredModel]:
    """The models with which this person takes part."""
    if not isinstance(person, User):
        return []
    return list(standing(contest=contest).filter(person=person).order_by("slot"))


def candidates_of(*, contest: ModelContest, person: User) -> list[Candidate]:
    """All models of a person, the newest first: those that may be entered, and why others not."""
    inside = {one.digest for one in entered_of(contest=contest, person=person)}
    mine = TrainedModel.objects.filter(owner=person, withdrawn_at=None).order_by("-created_at")
    return [Candidate(one, why_not(contest, one), one.digest in inside) for one in mine[:200]]


def making_of(*, contest: ModelContest) -> Making:
    states = ContestTake.objects.filter(entrant__contest=contest).order_by().values_list("state")
    counted = Counter(state for (state,) in states)
    return Making(counted[TakeState.DONE], counted[TakeState.FAILED], counted.total())


def takes_by_entrant(*, contest: ModelContest) -> list[tuple[EnteredModel, list[ContestTake]]]:
    """Every entrant with its takes in the order of the melodies."""
    rows: dict[int, list[ContestTake]] = {}
    takes = ContestTake.objects.filter(entrant__contest=contest).select_related("melody", "job")
    for take in takes.order_by("melody__number"):
        rows.setdefault(take.entrant_id, []).append(take)
    entrants = standing(contest=contest).select_related("person")
    return [(one, rows.get(one.pk, [])) for one in entrants]


def contests_due() -> QuerySet[ModelContest]:
    """Those whose entries have closed and whose suites are not in."""
    over = {"challenge__published": True, "challenge__entries_close_at__lte": Now()}
    due = ModelContest.objects.filter(suites_at=None, sealed_at__isnull=False, **over)
    return due.filter(challenge__kind=Kind.MODELS).order_by("challenge__entries_close_at", "pk")


def told_models(*, challenge: Any) -> list[EnteredModel]:
    """Who was who, once everybody may know; nobody before."""
    if challenge.phase != Phase.CLOSED:
        return []
    entered = EnteredModel.objects.filter(contest=challenge.pk, withdrawn_at=None)
    return list(entered.select_related("person", "entry", "model", "run"))


def entrant_of(*, entry: Entry) -> EnteredModel | None:
    """The model behind an entry."""
    return EnteredModel.objects.filter(entry=entry).select_related("model", "run").first()


def may_hear(*, contest: ModelContest, person: User) -> bool:
    """Whether an organiser may hear hidden melodies: nobody whose model has to play them."""
    return not EnteredModel.objects.filter(contest=contest, person=person).exists()


def entered_told(*, person: User) -> list[dict[str, Any]]:
    """All models that a person has entered, for the archive of what is theirs."""
    mine = EnteredModel.objects.filter(person=person).order_by("pk")
    columns = ("name", "title", "digest", "entered_at", "withdrawn_at", "left_out")
    return list(mine.values(*columns, "contest__challenge__slug"))


def _shown() -> QuerySet[EnteredModel]:
    told = {"contest__challenge__published": True, "contest__challenge__told_at__lte": Now()}
    return EnteredModel.objects.filter(withdrawn_at=None, **told)


def runs_told() -> Q:
    """Of training runs: those of models whose contest is told."""
    return Q(pk__in=_shown().values("run"))


def models_told() -> Q:
    """Of models: those whose contest is told. To be looked at, not played."""
    return Q(pk__in=_shown().values("model"))


def melody_document(*, contest: ModelContest, number: int) -> bytes | None:
    """A hidden melody as the models are given it."""
    found = melodies_of(contest=contest).filter(number=number).first()
    if found is None:
        return None
    return json.dumps(to_document(melody_alone(found.song.song))).encode()
