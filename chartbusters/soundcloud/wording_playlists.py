"""What the playlist of a challenge says of itself at SoundCloud."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from chartbusters.challenges.models import Challenge


def playlist_fields(challenge: Challenge, tag: str, tracks: list[str]) -> dict[str, Any]:
    """With the tag twice: not every description of their API has tags of playlists."""
    lines = [
        f"The entries of “{challenge.title}” on {settings.SITE_NAME}, in the order of its result.",
        settings.SITE_ADDRESS + reverse("challenge-playlist", args=[challenge.slug]),
        "",
        tag,
    ]
    return {
        "title": challenge.title,
        "description": "\n".join(lines),
        "sharing": "public",
        "tag_list": tag,
        "tracks": [{"urn": urn} for urn in tracks],
    }
