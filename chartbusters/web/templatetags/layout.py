"""What the layout of every page asks for: the address of the instruments, the section one is in."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from chartbusters.web.soundfont import soundfont_url

register = template.Library()


@register.simple_tag
def soundfont_address() -> str:
    """The instruments with their digest; without it where they are missing, for the page must
    still be drawn."""
    try:
        return soundfont_url()
    except FileNotFoundError:
        return reverse("soundfont")


@register.simple_tag(takes_context=True)
def current_under(context: dict[str, Any], prefix: str) -> SafeString:
    """` aria-current="page"` for the link whose section the visitor is in."""
    request = context.get("request")
    inside = request is not None and request.path.startswith(prefix)
    return mark_safe(' aria-current="page"' if inside else "")  # noqa: S308 (a constant)
