"""Words of trust on pages."""

from typing import Any

from django import template

from chartbusters.accounts.models import User
from chartbusters.trust.selectors import mail_missing

register = template.Library()


@register.inclusion_tag("trust/_mail_missing.html")
def mail_notice(user: Any) -> dict[str, bool]:
    """Says to a voter that votes wait for a confirmed mail address, where they do."""
    return {"missing": isinstance(user, User) and mail_missing(person=user)}
