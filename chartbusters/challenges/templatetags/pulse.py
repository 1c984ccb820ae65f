"""What pages of a challenge tell of the moment: the next step, the time left."""

from typing import Any

from django import template

from chartbusters.accounts.models import User
from chartbusters.challenges import deciding
from chartbusters.challenges.pulse import time_left
from chartbusters.challenges.steps import steps_of

register = template.Library()


@register.inclusion_tag("challenges/_steps.html", takes_context=True)
def next_steps(context: Any, challenge: Any) -> dict[str, Any]:
    """What may be done next by whoever looks; a step that leads to this very page has no
    button, and is left out where there is no other and nothing to wait for."""
    request = context.get("request")
    viewer = getattr(request, "user", None)
    person = viewer if isinstance(viewer, User) else None
    decided = is_decided(context, challenge)
    steps = steps_of(challenge=challenge, person=person, decided=decided)
    path = getattr(request, "path", "")
    here = [step.address.partition("#")[0] == path for step in steps]
    pairs = zip(steps, here, strict=True)
    shown = [step._replace(label="") if same else step for step, same in pairs]
    return {"steps": shown if any(step.label or step.until for step in shown) else []}


@register.simple_tag
def left_coarsely(challenge: Any) -> str:
    """Until the next moment, in its largest unit: what pages may show that are kept a while."""
    return time_left(challenge=challenge, units=1)


@register.filter
def ending(challenge: Any) -> str:
    """Of what names, votes and ranks wait for, in words."""
    return "the result comes" if challenge.reveal_at else "voting is over"


@register.simple_tag(takes_context=True)
def is_decided(context: Any, challenge: Any) -> bool:
    """Whether there is a result to look at; a page asks twice, and the database once."""
    kept, key = context.render_context, ("decided", challenge.pk)
    if key not in kept:
        kept[key] = deciding.is_decided(challenge)
    return bool(kept[key])
