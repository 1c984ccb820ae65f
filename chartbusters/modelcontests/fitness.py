"""Whether a model may be entered in a contest: one sentence for each way in which it may not."""

from collections.abc import Callable

from chartbusters.modelcontests.models import ModelContest
from generation.models import TrainedModel
from generation.techniques import TECHNIQUES

MEGABYTE = 1_000_000


def megabytes(model: TrainedModel) -> float:
    return model.weights_bytes / MEGABYTE


def titles(techniques: list[str]) -> str:
    """Of techniques, in words."""
    return " or ".join(TECHNIQUES[name].title for name in techniques if name in TECHNIQUES)


def _withdrawn(contest: ModelContest, model: TrainedModel) -> str:
    return "You have withdrawn this model." if model.withdrawn_at else ""


def _technique(contest: ModelContest, model: TrainedModel) -> str:
    if not contest.techniques or model.technique in contest.techniques:
        return ""
    return f"It is no {titles(contest.techniques)}: others are not compared here."


def _size(contest: ModelContest, model: TrainedModel) -> str:
    most = contest.most_megabytes
    if not most or megabytes(model) <= most:
        return ""
    return f"Its weights have {megabytes(model):.1f} MB, and here {most} are the most."


UNFIT: list[Callable[[ModelContest, TrainedModel], str]] = [_withdrawn, _technique, _size]


def why_not(contest: ModelContest, model: TrainedModel) -> str:
    """Why it cannot be entered; empty where it can, as far as the model is concerned."""
    return next((said for ask in UNFIT if (said := ask(contest, model))), "")
