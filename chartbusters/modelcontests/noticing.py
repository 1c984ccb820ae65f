"""What people are told of a contest of models."""

from django.urls import reverse

from chartbusters.modelcontests.models import EnteredModel, ModelContest
from chartbusters.notices.kinds import Kind, kinds_add
from chartbusters.notices.services import event_record


def connect() -> None:
    kinds_add(
        Kind(
            "model_left_out",
            "a model of yours is not heard in a challenge",
            "Your model is not in {label}",
            mailed=True,
        ),
        Kind(
            "takes_failed",
            "takes of models failed in a challenge that you run",
            "Some takes failed in {label}",
            mailed=True,
        ),
        Kind(
            "suites_made",
            "the models of a challenge that you run have played",
            "The models have played in {label}",
            mailed=False,
        ),
    )


def left_out_tell(entrant: EnteredModel, why: str) -> None:
    challenge = entrant.contest.challenge
    event_record(
        kind="model_left_out",
        key=str(entrant.pk),
        label=challenge.title,
        address=reverse("challenge-models", args=[challenge.slug]),
        audience=f"person:{entrant.person_id}",
        data={"words": f"“{entrant.title}”: {why}"},
    )


def failures_tell(contest: ModelContest) -> None:
    """Once, however often somebody looks."""
    _tell_organisers(
        contest,
        "takes_failed",
        "Ask for them once more on the desk within the hour, or go on without them. The others "
        "are safe.",
    )


def suites_tell(contest: ModelContest) -> None:
    _tell_organisers(contest, "suites_made", "They are nameless entries now: listeners can vote.")


def _tell_organisers(contest: ModelContest, kind: str, words: str) -> None:
    challenge = contest.challenge
    event_record(
        kind=kind,
        key=str(contest.pk),
        label=challenge.title,
        address=reverse("desk-models", args=[challenge.slug]),
        audience=f"organisers:{challenge.pk}",
        data={"words": words},
    )
