"""The way to a song's notes and formats, on the pages of other rooms."""

from typing import Any

from django import template

from chartbusters.sharing.addresses import Place

register = template.Library()


@register.inclusion_tag("takehome/_links.html")
def takehome_links(place: Place) -> dict[str, Any]:
    return {"place": place}
