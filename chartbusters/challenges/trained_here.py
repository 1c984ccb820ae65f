"""Models that the maker of a song trained here: found in its history, kept with an entry where the
rules ask for one, and shown with their runs once the result is told."""

from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Now
from django.urls import reverse

from chartbusters.challenges.models import Entry, EntryTraining
from chartbusters.compositions.models import Composition
from generation.models import TRAINED, TrainedModel

RULE = "trained_here"


def steps_of(*, composition: Composition) -> list[dict[str, Any]]:
    """Every recipe in the history of a song, those of the songs that takes were edited into too."""
    recipes = list(composition.revisions.values_list("recipe", flat=True))
    return [*recipes, *(recipe.get("parent", {}) for recipe in recipes)]


def models_trained(*, composition: Composition) -> QuerySet[TrainedModel]:
    """Those in the history of a song that its owner has, from runs of their own."""
    named = {str(step.get("model", "")) for step in steps_of(composition=composition)}
    theirs = TrainedModel.objects.filter(
        name__in=[name for name in named if name.startswith(TRAINED)],
        owner=composition.owner_id,
        run__owner=composition.owner_id,
    )
    return theirs.select_related("run").order_by("pk")


def trainings_keep(*, entry: Entry, composition: Composition) -> None:
    """Keeps with an entry what it was made with; in the transaction in which somebody enters, and
    only where its maker was told that everybody will see it."""
    if not any(row["rule"] == RULE for row in entry.checked_rules or []):
        return
    EntryTraining.objects.bulk_create(
        EntryTraining(entry=entry, model=one, run=one.run, name=one.name, title=one.title)
        for one in models_trained(composition=composition)
    )


def trainings_told(entry: str = "entry__") -> Q:
    """The condition that everybody may look at what an entry was made with: it stands, and its
    result is told by the database's clock."""
    terms = {"withdrawn_at": None, "challenge__published": True, "challenge__told_at__lte": Now()}
    return Q(**{f"{entry}{name}": value for name, value in terms.items()})


def runs_told() -> Q:
    """Of training runs: those that entries show."""
    return Q(pk__in=EntryTraining.objects.filter(trainings_told()).values("run"))


def models_told() -> Q:
    """Of models: those that entries show. They may be looked at, and not played."""
    return Q(pk__in=EntryTraining.objects.filter(trainings_told()).values("model"))


def trainings_shown(*, entry: Entry) -> list[dict[str, str]]:
    """The models of its maker behind an entry, and where the run and the card stand."""
    return [
        {
            "title": one.title,
            "card": reverse("model", args=[one.name]),
            "run": reverse("training-run", args=[one.run_id]) if one.run_id else "",
        }
        for one in entry.trainings.all()
    ]
