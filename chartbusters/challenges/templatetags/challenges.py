"""What templates ask about a challenge: where its cover is, and its words as HTML."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from chartbusters.challenges import covers
from chartbusters.web.markdown import html_of

register = template.Library()


@register.filter
def markdown(text: str) -> SafeString:
    """A small part of Markdown as HTML."""
    return html_of(text)


@register.simple_tag
def cover_address(challenge: Any) -> str:
    """Another one as soon as the cover is: browsers keep what they have had."""
    return covers.cover_address(challenge)
