"""What pages and the API ask about compositions."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from chartbusters.accounts.models import User
from chartbusters.compositions.models import (
    Checkpoint,
    Composition,
    Draft,
    Revision,
    Visibility,
)
from chartbusters.compositions.sealing import under_seal
from scoring.models import Provenance
from scoring.provenance.chains import MOST_TAKES
from scoring.provenance.selectors import provenance_of

Anyone = User | AnonymousUser

MOST_STEPS = 100  # of a history that a page tells, counted from its end
LEFT_OUT = "left out"


def compositions_of(*, owner: User) -> QuerySet[Composition]:
    """The library of a person, the last touched first. Who looks here for somebody else's song
    finds nothing: whether there is one is nobody's business."""
    # lists do not need the notes
    mine = Composition.objects.filter(owner=owner).select_related("owner", "head")
    return mine.order_by("-updated_at", "pk")


def drafts_of(*, owner: User) -> QuerySet[Draft]:
    """The drafts of a person, the last touched first, without their notes."""
    mine = (
        Draft.objects.filter(owner=owner)
        .select_related("composition__owner")
        .defer("packed", "left")
    )
    return mine.order_by("-updated_at", "pk")


def heard_by_everybody() -> Q:
    """The condition that a composition is public, and not silent while a vote on its tune runs."""
    return Q(visibility=Visibility.PUBLIC) & ~under_seal()


def compositions_public_of(*, owner: User) -> QuerySet[Composition]:
    """What everybody may see of a person."""
    return compositions_of(owner=owner).filter(heard_by_everybody())


def compositions_visible(*, user: Anyone) -> QuerySet[Composition]:
    """What this person may open by its id: one's own and what is public. Secret ones open by their
    link only."""
    seen = heard_by_everybody()
    if user.is_authenticated:
        seen |= Q(owner_id=user.pk)
    return Composition.objects.filter(seen).select_related("owner", "head", "head__song")


NOTES = ("head__song__packed", "head__song__plain")  # pages fetch them where they play or draw them


def composition_at(*, username: str, slug: str, user: Anyone) -> Composition | None:
    """The composition behind `/@username/slug/`, when this person may see it."""
    found = compositions_visible(user=user).defer(*NOTES)
    return found.filter(owner__username__iexact=username, slug=slug).first()


def composition_by_secret(*, secret_hash: str, user: Anyone) -> Composition | None:
    """The composition behind a secret link; nothing when its maker has made it private again, or
    while a vote on its tune runs, but for the maker."""
    shared = Composition.objects.exclude(visibility=Visibility.PRIVATE).exclude(secret_hash="")
    shared = shared.filter(~under_seal() | Q(owner_id=user.pk))
    found = shared.select_related("owner", "head", "head__song").defer(*NOTES)
    return found.filter(secret_hash=secret_hash).first()


def revisions_of(*, composition: Composition) -> QuerySet[Revision]:
    """The history of a composition, the first revision first."""
    return composition.revisions.order_by("number")


def revision_of(*, composition: Composition, number: int) -> Revision | None:
    """One revision, with its song."""
    return composition.revisions.select_related("song").filter(number=number).first()


def checkpoints_of(*, composition: Composition) -> QuerySet[Checkpoint]:
    """What its maker finds beside the revisions, the first first. For nobody else."""
    return composition.checkpoints.order_by("created_at", "pk")


def recipes_of(*, composition: Composition, until: int | None = None) -> list[dict[str, Any]]:
    """The recipes in a history, the first first, as many as provenance looks at; up to a revision,
    where its number is said."""
    told = composition.revisions.exclude(recipe={}).order_by("-number")
    seen = told if until is None else told.filter(number__lte=until)
    return list(seen.values_list("recipe", flat=True)[:MOST_TAKES])[::-1]


def provenance_known(*, composition: Composition) -> Provenance | None:
    """What the head is beside these, once it was shared or entered."""
    head = composition.head
    return provenance_of(song=head.song_id, owner=composition.owner_id) if head else None


def lineage_of(*, composition: Composition) -> list[dict[str, Any]]:
    """How the composition was made: number, origin and recipe of its first revision and of the last
    ones.

    Where a history is longer a row stands between that says how many are `left_out`: nobody reads a
    thousand steps, and whoever opens the page would pay for them.
    """
    steps = composition.revisions.values("number", "origin", "recipe")
    last: list[dict[str, Any]] = [{**row} for row in steps.order_by("-number")[: MOST_STEPS + 1]][
        ::-1
    ]
    if len(last) <= MOST_STEPS:
        return last
    first: list[dict[str, Any]] = [{**row} for row in steps.order_by("number")[:1]]
    between = composition.revisions.count() - MOST_STEPS - 1
    if between:
        first.append({"number": None, "origin": LEFT_OUT, "recipe": {}, "left_out": between})
    return first + last[1:]
