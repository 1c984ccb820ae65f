"""What pages of a challenge tell its jurors: what is due."""

from typing import Any

from django import template

from chartbusters.accounts.models import User
from chartbusters.challenges.models import Entry
from chartbusters.jury import selectors

register = template.Library()


@register.inclusion_tag("jury/_due.html", takes_context=True)
def jury_due(context: dict[str, Any], challenge: int) -> dict[str, Any]:
    """The question of an open invitation, or how much is judged; nothing for anybody else."""
    person = getattr(context.get("request"), "user", None)
    if not isinstance(person, User):
        return {}
    juror = selectors.jury_due(person=person, challenge=challenge)
    if juror is None:
        return {}
    return {"juror": juror, "progress": selectors.progress_of(juror=juror)}


@register.inclusion_tag("jury/_comments.html", takes_context=True)
def jury_comments(context: dict[str, Any], entry: Entry) -> dict[str, Any]:
    """What jurors wrote on an entry, for its maker alone and once voting is over."""
    viewer = getattr(context.get("request"), "user", None)
    return {"comments": selectors.comments_for(entry=entry, viewer=viewer)}
