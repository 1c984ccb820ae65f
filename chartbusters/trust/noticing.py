"""What voters are told of their votes behind their bell, beside the mails that they get."""

from django.urls import reverse

from chartbusters.challenges.models import Challenge
from chartbusters.notices.kinds import Kind, kinds_add
from chartbusters.notices.services import event_record
from chartbusters.trust.models import Appeal, Decision, Verdict

KINDS = (  # all are mailed by this room
    Kind("votes_void", "votes of yours are voided", "Your votes in {label} do not count", None),
    Kind("votes_restored", "they count again", "Your votes in {label} count again", None),
    Kind("appeal_answered", "organisers answer you", "You have an answer about {label}", None),
)
TOLD = {Verdict.VOID: "votes_void", Verdict.RESTORE: "votes_restored"}


def connect() -> None:
    kinds_add(*KINDS)


def decision_tell(decision: Decision) -> None:
    """Of voids and their end alone: setting aside and releasing tell the voter nothing."""
    if kind := TOLD.get(Verdict(decision.verdict)):
        words = f"The organisers' reason: {decision.reason}"
        _tell(kind, decision.pk, decision.challenge, decision.voter_id, words)


def answer_tell(appeal: Appeal) -> None:
    _tell("appeal_answered", appeal.pk, appeal.challenge, appeal.person_id, appeal.answer)


def _tell(kind: str, pk: int, challenge: Challenge, person: int, words: str) -> None:
    event_record(
        kind=kind,
        key=str(pk),
        label=challenge.title,
        address=reverse("my-votes"),
        audience=f"person:{person}",
        data={"words": words},
    )
