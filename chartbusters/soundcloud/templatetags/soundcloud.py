"""SoundCloud on the pages of other rooms: nothing where the site has no application there."""

from typing import Any

from django import template
from django.template import Context

from chartbusters.challenges.models import Challenge, Entry
from chartbusters.challenges.organisers import Right, rights_of
from chartbusters.challenges.people import names_of, people_of
from chartbusters.compositions.models import Composition, Visibility
from chartbusters.playlists.in_order import entries_in_order
from chartbusters.soundcloud import selectors
from chartbusters.soundcloud.guards import is_configured, withheld_because
from chartbusters.soundcloud.models import Publication, State

register = template.Library()
STEPS = [State.QUEUED, State.UPLOADING, State.TRANSCODING]


@register.inclusion_tag("soundcloud/_link.html")
def soundcloud_link(song: Composition) -> dict[str, Any]:
    """The way to the public track of a song, for everybody."""
    return {"address": selectors.track_told(song.pk), "song": song}


@register.inclusion_tag("soundcloud/_panel.html")
def soundcloud_panel(song: Composition) -> dict[str, Any]:
    """What its maker may do with a song there, and how far it is."""
    return _panel(song) if is_configured() else {}


def _panel(song: Composition) -> dict[str, Any]:
    connection = selectors.connection_of(person=song.owner)
    track = selectors.publication_of(composition=song)
    if track and track.state == State.WITHDRAWN:
        track = None
    return {
        "song": song,
        "track": track,
        "connected": bool(connection and not connection.ended_because),
        "withheld": withheld_because(song),
        "step": _step(track),
        "older": bool(track and song.head and track.digest != song.head.song_id),
        "for_all": song.visibility == Visibility.PUBLIC,
    }


def _step(track: Publication | None) -> int:
    """Of three, from 1; 0 for what is not on its way."""
    return STEPS.index(State(track.state)) + 1 if track and track.state in STEPS else 0


@register.inclusion_tag("soundcloud/_receipt.html")
def soundcloud_receipt(entry: Entry) -> dict[str, Any]:
    """On the receipt of an entry, for its maker."""
    song = entry.composition
    return _panel(song) if is_configured() and song else {}


@register.inclusion_tag("soundcloud/_menu.html", takes_context=True)
def soundcloud_menu(context: Context) -> dict[str, Any]:
    """In the studio's menu of a song."""
    user = getattr(context.get("request"), "user", None)
    return {"shown": is_configured() and user is not None and user.is_authenticated}


@register.inclusion_tag("soundcloud/_tab.html", takes_context=True)
def soundcloud_tab(context: Context) -> dict[str, Any]:
    """Among the tabs of an account."""
    match = getattr(context.get("request"), "resolver_match", None)
    here = match is not None and match.url_name == "soundcloud"
    return {"shown": is_configured(), "here": here}


@register.inclusion_tag("soundcloud/_leaving.html")
def soundcloud_leaving(person: Any) -> dict[str, Any]:
    """What stays there of somebody who leaves."""
    return {
        "count": selectors.publications_of(person=person).exclude(track="").count(),
        "lists": selectors.playlists_of(person=person).exclude(playlist="").count(),
    }


@register.inclusion_tag("soundcloud/_playlist_link.html")
def soundcloud_playlist_link(challenge: Challenge) -> dict[str, Any]:
    """The way to the playlist of a challenge there, for everybody."""
    return {"address": selectors.playlist_link(challenge=challenge) if is_configured() else ""}


@register.inclusion_tag("soundcloud/_playlist.html", takes_context=True)
def soundcloud_playlist(context: Context, challenge: Challenge) -> dict[str, Any]:
    """What one who runs a challenge may do with its playlist there, and how far it is."""
    request = context["request"]
    if not is_configured() or Right.EDIT not in rights_of(person=request.user, challenge=challenge):
        return {}
    return {"request": request, "challenge": challenge, **_playlist(challenge, request.user)}


def _playlist(challenge: Challenge, person: Any) -> dict[str, Any]:
    entries, _ = entries_in_order(challenge=challenge)
    tracks = selectors.tracks_by_entry(entries=entries)
    row = selectors.playlist_of(challenge=challenge, person=person)
    connection = selectors.connection_of(person=person)
    left_out = [entry for entry in entries if entry.pk not in tracks]
    people = people_of(left_out)
    return {
        "row": row,
        "connected": bool(connection and not connection.ended_because),
        "account": connection.name if connection else "",
        "count": len(entries) - len(left_out),
        "left_out": [(entry, names_of(people[entry.pk])) for entry in left_out],
        "behind": bool(row and row.tracks != selectors.tracks_in_order(challenge=challenge)),
    }


@register.inclusion_tag("soundcloud/_desk.html")
def soundcloud_desk(challenge: Challenge) -> dict[str, Any]:
    """Among what an organiser may do now: the way to that card."""
    return {"shown": is_configured(), "challenge": challenge}
