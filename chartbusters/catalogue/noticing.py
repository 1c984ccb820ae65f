"""What people are told of publications: organisers that somebody asks, owners what was answered."""

from django.db.models import Q, QuerySet
from django.urls import reverse

from chartbusters.accounts.models import User
from chartbusters.catalogue.models import Publication
from chartbusters.notices.audiences import AUDIENCES
from chartbusters.notices.kinds import Kind, kinds_add
from chartbusters.notices.services import event_record
from generation.models import TrainedModel
from generation.rights import PUBLISH_MODEL

KINDS = (
    Kind(
        "model_asked",
        "somebody asks to publish a model, and you decide on that",
        "{label} wait for your decision whether to publish them",
        mailed=False,
    ),
    Kind(
        "model_published", "a model of yours is published", "Your model is published: {label}", True
    ),
    Kind(
        "model_declined",
        "a model of yours is not published",
        "Your model is not published: {label}",
        mailed=True,
    ),
    Kind(
        "model_taken_back",
        "organisers take back a model of yours that was published",
        "Your model is published no more: {label}",
        mailed=True,
    ),
)


def connect() -> None:
    kinds_add(*KINDS)
    AUDIENCES.update(publishers=publishers)


def publishers(_: str) -> QuerySet[User]:
    """Staff who decide which models are published; with all rights, or this one."""
    room, codename = PUBLISH_MODEL.split(".")
    right = {"codename": codename, "content_type__app_label": room}
    own = {f"user_permissions__{name}": value for name, value in right.items()}
    shared = {f"groups__permissions__{name}": value for name, value in right.items()}
    return User.objects.filter(Q(is_superuser=True) | Q(**own) | Q(**shared), is_staff=True)


def request_tell(publication: Publication) -> None:
    """Once a day: whoever asks and takes it back over and over fills no bell. No title stands in
    it, for it stays when its owner leaves."""
    publication.refresh_from_db(fields=["asked_at"])
    event_record(
        kind="model_asked",
        key=f"{publication.asked_at:%Y-%m-%d}",
        label="Models",
        address=reverse("models-asked"),
        audience="publishers:all",
    )


def answer_tell(publication: Publication) -> None:
    kind = "model_published" if publication.granted else "model_declined"
    _tell(kind, f"{publication.pk}", publication.model, publication.answer)


def taken_back_tell(model: TrainedModel, words: str) -> None:
    """Each time anew: `published_at` tells the times apart."""
    _tell("model_taken_back", f"{model.pk}:{model.published_at}", model, words)


def _tell(kind: str, key: str, model: TrainedModel, words: str) -> None:
    if model.owner_id is None:
        return
    event_record(
        kind=kind,
        key=key,
        label=model.title,
        address=reverse("model", args=[model.name]),
        audience=f"person:{model.owner_id}",
        data={"words": f"The organisers say: {words}"} if words else {},
    )
