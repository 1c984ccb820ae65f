"""Models that the maker of a song trained here: found in its history, kept with an entry where the
rules ask for one, and shown with their runs once the result is told."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.db.models.functions import Now
from django.urls import reverse

from chartbusters.challenges.generated import share_in
from chartbusters.challenges.models import Entry, EntryTraining
from chartbusters.compositions.models import Composition
from generation.models import TRAINED, TrainedModel
from generation.music.song import Song

RULE = "trained_here"


def models_trained(*, composition: Composition, named: Iterable[str]) -> QuerySet[TrainedModel]:
    """Of the models that have a note in a song, those that its owner has, from runs of their
    own."""
    theirs = TrainedModel.objects.filter(
        name__in=[name for name in named if name.startswith(TRAINED)],
        owner=composition.owner_id,
        run__owner=composition.owner_id,
    )
    return theirs.select_related("run").order_by("pk")


def trainings_keep(*, entry: Entry, composition: Composition, song: Song) -> None:
    """Keeps with an entry what it was made with; in the transaction in which somebody enters, and
    only where its maker was told that everybody will see it."""
    if not any(row["rule"] == RULE for row in entry.checked_rules or []):
        return
    named = share_in(composition=composition, song=song).models
    EntryTraining.objects.bulk_create(
        EntryTraining(entry=entry, model=one, run=one.run, name=one.name, title=one.title)
        for one in models_trained(composition=composition, named=named)
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
