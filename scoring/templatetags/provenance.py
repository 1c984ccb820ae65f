"""Provenance in templates."""

from typing import Any

from django import template

from scoring.models import Provenance
from scoring.provenance.selectors import Badge, badge_of, places_told

register = template.Library()


@register.filter
def badge(row: Provenance) -> Badge:
    """The words of a row, their colour, and what there is to know beside."""
    return badge_of(row)


@register.filter
def places(row: Provenance) -> list[dict[str, Any]]:
    """Where notes were edited, by track and bar."""
    return places_told(row)
