"""Pictures for previews of links."""

import json
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from chartbusters.compositions.models import DEEDS

register = template.Library()
# so that no title can end the element
ESCAPES = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&"}
LOVED = "https://schema.org/LikeAction"


@register.simple_tag(takes_context=True)
def challenge_card(context: Any, challenge: Any) -> str:
    """Readers of previews want whole addresses."""
    address: str = context["request"].build_absolute_uri(
        reverse("challenge-card", args=[challenge.slug])
    )
    return address


@register.simple_tag
def linked_song(song: Any, address: str, maker: str, hearts: int, recording: Any) -> SafeString:
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
    if recording and recording.state == "done":
        told["duration"] = f"PT{round(recording.seconds)}S"
    return _linked(told)


@register.simple_tag
def linked_person(person: Any, address: str) -> SafeString:
    """The same of a person's page."""
    entity = {"@type": "Person", "name": person.shown_name, "url": address}
    return _linked({"@context": "https://schema.org", "@type": "ProfilePage", "mainEntity": entity})


def _linked(told: dict[str, Any]) -> SafeString:
    text = json.dumps(told, ensure_ascii=False).translate(ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308
