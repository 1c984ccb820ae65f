"""What the form that enters a song shows: what is asked for, and what the chosen song meets."""

from typing import Any

from django.http import HttpRequest

from chartbusters.accounts.models import User
from chartbusters.accounts.people import person_signed_in
from chartbusters.challenges import selectors
from chartbusters.challenges.conditions import conditions_digest
from chartbusters.challenges.models import Challenge
from chartbusters.challenges.passages import passages_told
from chartbusters.challenges.people import standing_with
from chartbusters.compositions.models import Composition


def asked_for(request: HttpRequest, frame: dict[str, Any]) -> dict[str, Any]:
    """What this person needs to enter beside a song, and whether they can now."""
    code, challenge = request.POST.get("late") or request.GET.get("late", ""), frame["challenge"]
    person = person_signed_in(request)
    late = selectors.late_link_alive(challenge=challenge, person=person, code=code)
    return {
        "late": late,
        "late_code": code if late else "",
        "conditions_digest": conditions_digest(challenge),
        "takes": frame["open"] or late is not None,
    }


def looked_at(challenge: Challenge, chosen: Composition | None) -> dict[str, Any]:
    """The chosen song with the rules that it meets, and the passages that it shares."""
    if chosen is None:
        return {"chosen": None, "findings": [], "ready": False, "passages": None}
    findings = selectors.findings_of(challenge=challenge, composition=chosen)
    return {
        "chosen": chosen,
        "findings": findings,
        "ready": all(finding.met for finding in findings),
        "passages": passages_told(challenge=challenge, composition=chosen),
    }


def co_written(request: HttpRequest, challenge: Challenge) -> int:
    """How many entries of others count among this person's own."""
    if not challenge.authors_count or not isinstance(request.user, User):
        return 0
    return standing_with(challenge=challenge, person=request.user).count()
