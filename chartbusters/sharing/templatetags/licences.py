"""Licences in words and links, wherever a song is shown."""

from typing import Any
from uuid import UUID

from django import template

from chartbusters.compositions.models import DEEDS, Licence
from chartbusters.compositions.remixing import credits_of

register = template.Library()


@register.filter
def licence_name(licence: str) -> str:
    return Licence(licence).label


@register.inclusion_tag("sharing/_licence.html")
def licence_link(licence: str) -> dict[str, Any]:
    """Its name, with what it says where Creative Commons says it; machines know it by `rel`."""
    known = Licence(licence)
    return {"name": known.label, "deed": DEEDS.get(known)}


@register.inclusion_tag("sharing/_credits.html", takes_context=True)
def remix_credits(context: Any, composition: UUID) -> dict[str, Any]:
    """The originals of a remix, with the text that their licences ask for."""
    site = context["request"].build_absolute_uri
    credits = credits_of(composition=composition)
    lines = [
        f"“{each.title}” by {each.maker} ({site(each.address)}), {each.licence_name}"
        + (f" ({each.deed})" if each.deed else "")
        for each in credits
        if each.title
    ]
    return {"credits": credits, "text": "; ".join(lines)}
