"""Which capsules there are, for pages that lead to one of them."""

from django import template

from chartbusters.learning.capsules import NAMES

register = template.Library()


@register.simple_tag
def lesson_names() -> str:
    """With spaces between them."""
    return " ".join(NAMES)
