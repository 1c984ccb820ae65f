"""Pictures for previews of links."""

from typing import Any

from django import template
from django.urls import reverse

register = template.Library()


@register.simple_tag(takes_context=True)
def challenge_card(context: Any, challenge: Any) -> str:
    """Readers of previews want whole addresses."""
    address: str = context["request"].build_absolute_uri(
        reverse("challenge-card", args=[challenge.slug])
    )
    return address
