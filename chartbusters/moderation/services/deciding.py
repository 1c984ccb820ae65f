"""Deciding on a report: one word for all open reports on the same thing."""

from django.db import transaction
from django.db.models.functions import Now

from chartbusters.accounts.models import User
from chartbusters.challenges.organisers import Right, right_require
from chartbusters.challenges.people import is_theirs
from chartbusters.challenges.services import entry_disqualify
from chartbusters.comments.services import comment_hide
from chartbusters.compositions.hiding import composition_hide
from chartbusters.moderation.models import LONGEST_WORDS, Decision, Report
from chartbusters.moderation.noticing import decision_tell, same_thing
from chartbusters.web.errors import Refusal
from chartbusters.web.wording import fitting_line, fitting_prose
from generation.rights import DECIDE_REPORT, record, require

LONGEST_REASON = 500
FITTING = {  # what can be done with what
    "song": (Decision.KEPT, Decision.HIDDEN, Decision.SETTLED),
    "entry": (Decision.KEPT, Decision.OUT, Decision.SETTLED),
    "person": (Decision.KEPT, Decision.SETTLED),
    "comment": (Decision.KEPT, Decision.COVERED, Decision.SETTLED),
}


def report_decide(
    *, report: Report, by: User, decision: str, reason: str = "", answer: str = ""
) -> int:
    """Closes every open report on the same thing, and does what was decided: `reason` goes to the
    maker, `answer` to those who reported it. Returns how many were closed. Raises `Refusal`."""
    refuse_stranger(report=report, by=by)
    chosen = _fitting(report, decision)
    reason = fitting_line(reason, most=LONGEST_REASON, field="reason")
    answer = fitting_prose(answer, most=LONGEST_WORDS, field="answer")
    with transaction.atomic():
        # All of them in one order: two who decide on two of them at once would wait for each other.
        waiting = Report.objects.filter(same_thing(report), decided_at=None).order_by("pk")
        held = next((one for one in waiting.select_for_update() if one.pk == report.pk), None)
        if held is None:
            message = "Another organiser has just decided this. Nothing more was done."
            raise Refusal("decided", message, 409)
        _do(held, chosen, by, reason)
        record(by=by, row=held, words=f"Reports on {thing_of(held)}: {chosen.label}. {reason}")
        said = {"decision": chosen, "answer": answer, "decided_by": by, "decided_at": Now()}
        said["quote"] = ""  # the comment has its words, or they are gone for good
        closed = Report.objects.filter(same_thing(held), decided_at=None).update(**said)
        decision_tell(held)
        return closed


def refuse_stranger(*, report: Report, by: User) -> None:
    """Raises `Refusal` or `PermissionDenied` for who may not decide: organisers of the challenge
    decide on entries, staff on songs, comments and people; nobody on what is their own."""
    if report.challenge is not None:
        right_require(person=by, challenge=report.challenge, right=Right.MODERATE)
    else:
        require(by, DECIDE_REPORT)
    if by.pk == report.reporter_id or _is_own(report, by):
        message = (
            "You have made or reported this yourself: let another organiser decide. Nothing was "
            "done."
        )
        raise Refusal("own", message, 403)


def thing_of(report: Report) -> str:
    """What is reported, in a few words."""
    if report.entry is not None:
        return f"entry {report.entry.number}"
    kind = kind_of(report)
    return f"{kind} {getattr(report, f'{kind}_id')}"


def kind_of(report: Report) -> str:
    return next(name for name in FITTING if getattr(report, f"{name}_id"))


def _is_own(report: Report, by: User) -> bool:
    if report.entry is not None:
        return is_theirs(entry=report.entry, person=by)
    if report.comment is not None:
        return report.comment.writer_id == by.pk
    owner = report.song.owner_id if report.song is not None else report.person_id
    return owner == by.pk


def _fitting(report: Report, decision: str) -> Decision:
    allowed = FITTING[kind_of(report)]
    if decision not in allowed:
        message = f"Decide one of {', '.join(allowed)}. Nothing was done."
        raise Refusal("invalid", message, field="decision")
    return Decision(decision)


def _do(report: Report, decision: Decision, by: User, reason: str) -> None:
    if decision == Decision.OUT and report.entry is not None:
        entry_disqualify(entry=report.entry, by=by, reason=reason)
    if decision == Decision.HIDDEN and report.song is not None:
        composition_hide(composition=report.song, by=by, reason=reason)
    if decision == Decision.COVERED and report.comment is not None:
        comment_hide(comment=report.comment, by=by, reason=reason)
