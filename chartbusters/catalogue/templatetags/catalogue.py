"""What search engines read of a model, and places in pictures."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from chartbusters.catalogue.places import Shown
from chartbusters.sharing.templatetags.previews import linked

register = template.Library()


@register.filter
def add_to(place: float, more: int) -> float:
    return round(place + more, 1)


@register.simple_tag
def linked_model(shown: Shown, address: str, picture: str) -> SafeString:
    """JSON-LD. `address` and `picture` are whole addresses."""
    told: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "SoftwareApplication",
        "name": shown.card.title,
        "url": address,
        "image": picture,
        "description": shown.description or shown.card.description,
        "applicationCategory": "MultimediaApplication",
        "operatingSystem": "Any, in the browser",
        "isAccessibleForFree": True,
    }
    if shown.row and shown.row.owner:
        told["author"] = {"@type": "Person", "name": shown.maker}
    return linked(told)
