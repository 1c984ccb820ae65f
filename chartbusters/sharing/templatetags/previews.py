"""Pictures for previews of links."""

import json
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from chartbusters.compositions.models import DEEDS, Licence
from chartbusters.compositions.remixing import credits_of
from chartbusters.sharing.ended import ended_in
from chartbusters.web.pagination import digits

register = template.Library()
# so that no title can end the element
ESCAPES = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&"}
LISTED = 10  # entries of a board
LOVED = "https://schema.org/LikeAction"


@register.simple_tag(takes_context=True)
def challenge_card(context: Any, challenge: Any) -> str:
    """Readers of previews want whole addresses."""
    address: str = context["request"].build_absolute_uri(
        reverse("challenge-card", args=[challenge.slug])
    )
    return address


@register.simple_tag(takes_context=True)
def site_card(context: Any) -> str:
    """Of the site itself."""
    address: str = context["request"].build_absolute_uri(reverse("site-card"))
    return address


@register.simple_tag(takes_context=True)
def linked_song(
    context: Any, song: Any, address: str, maker: str, hearts: int, recording: Any
) -> SafeString:
    """What search engines read of a song (JSON-LD). `address` and `maker` are whole addresses."""
    told: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "MusicRecording",
        "name": song.title,
        "url": address,
        "image": f"{address}card.png",
        "dateCreated": song.created_at.isoformat(),
        "byArtist": {"@type": "Person", "name": song.owner.shown_name, "url": maker},
        "interactionStatistic": {
            "@type": "InteractionCounter",
            "interactionType": LOVED,
            "userInteractionCount": hearts,
        },
    }
    if song.licence in DEEDS:
        told["license"] = DEEDS[song.licence]
    if song.licence == Licence.ALL_RIGHTS_RESERVED:
        told["copyrightNotice"] = f"© {song.owner.shown_name}, all rights reserved"
    originals = credits_of(composition=song.pk) if song.remixed_under else []
    if originals and originals[0].address:
        told["isBasedOn"] = context["request"].build_absolute_uri(originals[0].address)
    if recording and recording.state == "done":
        told["duration"] = f"PT{round(recording.seconds)}S"
    return linked(told)


@register.simple_tag
def linked_person(person: Any, address: str) -> SafeString:
    """The same of a person's page."""
    entity = {"@type": "Person", "name": person.shown_name, "url": address}
    return linked({"@context": "https://schema.org", "@type": "ProfilePage", "mainEntity": entity})


@register.simple_tag(takes_context=True)
def canonical(context: Any) -> SafeString:
    """The one address of this page, without what else may stand behind a `?`; its pages of a list
    are pages of their own."""
    request = context["request"]
    page = digits(request.GET.get("page"))
    behind = f"?page={page}" if page and page.lstrip("0") not in ("", "1") else ""
    whole = request.build_absolute_uri(request.path) + behind
    return format_html('<link rel="canonical" href="{}">', whole)


@register.simple_tag(takes_context=True)
def linked_site(context: Any) -> SafeString:
    """What search engines read of the first page: its name, and how songs are looked for."""
    site = context["request"].build_absolute_uri
    told = {"@type": "WebSite", "name": "Chartbusters", "url": site("/"), "inLanguage": "en"}
    told["description"] = "Compose with machines, compete with people."
    found = {"@type": "EntryPoint", "urlTemplate": f"{site(reverse('songs'))}?q={{words}}"}
    told["potentialAction"] = {
        "@type": "SearchAction",
        "target": found,
        "query-input": "required name=words",
    }
    return linked({"@context": "https://schema.org", **told})


@register.simple_tag(takes_context=True)
def linked_challenge(context: Any, challenge: Any) -> SafeString:
    """The same of a challenge, which is an event."""
    site = context["request"].build_absolute_uri
    address = site(reverse("challenge", args=[challenge.slug]))
    organizer = {"@type": "Organization", "name": "Chartbusters", "url": site("/")}
    return linked(
        {
            "@context": "https://schema.org",
            "@type": "Event",
            "name": challenge.title,
            **({"description": challenge.tagline} if challenge.tagline else {}),
            "url": address,
            "image": site(reverse("challenge-card", args=[challenge.slug])),
            "startDate": challenge.opens_at.isoformat(),
            "endDate": challenge.voting_closes_at.isoformat(),
            "eventAttendanceMode": "https://schema.org/OnlineEventAttendanceMode",
            "eventStatus": "https://schema.org/EventScheduled",
            "isAccessibleForFree": True,
            "location": {"@type": "VirtualLocation", "url": address},
            "organizer": organizer,
        }
    )


@register.simple_tag(takes_context=True)
def linked_board(context: Any, challenge: Any) -> SafeString:
    """The same of a board whose result is told: its first entries. Before that, nothing."""
    rows = ended_in(challenge=challenge.pk, count=LISTED)
    if not rows:
        return mark_safe("")
    site = context["request"].build_absolute_uri
    items = [
        {"@type": "ListItem", "position": place, "name": one.title, "url": site(one.address)}
        for place, one in enumerate(rows, 1)
    ]
    told = {"@type": "ItemList", "name": f"The result of {challenge.title}"}
    told["itemListOrder"] = "https://schema.org/ItemListOrderAscending"
    shown = {"numberOfItems": len(items), "itemListElement": items}
    return linked({"@context": "https://schema.org", **told, **shown})


@register.simple_tag(takes_context=True)
def linked_entry(context: Any, entry: Any, card: str) -> SafeString:
    """The same of an entry that everybody may know."""
    site = context["request"].build_absolute_uri
    maker = entry.maker
    artist = {"@type": "Person", "name": maker.shown_name}
    if maker.is_active:  # who has left the site has no page
        artist["url"] = site(maker.get_absolute_url())
    return linked(
        {
            "@context": "https://schema.org",
            "@type": "MusicRecording",
            "name": entry.title,
            "url": site(entry.get_absolute_url()),
            "image": card,
            "dateCreated": entry.submitted_at.isoformat(),
            "byArtist": artist,
        }
    )


@register.inclusion_tag("sharing/_discover.html", takes_context=True)
def discover_player(context: Any, title: str, path: str) -> dict[str, Any]:
    """Where other sites find the player of what is at this path."""
    site = context["request"].build_absolute_uri
    return {"title": title, "oembed": site(reverse("oembed")), "address": site(path)}


def linked(told: dict[str, Any]) -> SafeString:
    text = json.dumps(told, ensure_ascii=False).translate(ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308
