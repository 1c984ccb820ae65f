"""The button that puts the playlist of a challenge on SoundCloud."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from chartbusters.accounts.people import person_signed_in
from chartbusters.desk.frame import desk_challenge
from chartbusters.soundcloud import services
from chartbusters.soundcloud.guards import require_configured
from chartbusters.web.errors import Refusal

UP_TO_DATE = "The playlist on SoundCloud is up to date: it was sent within the last minute."


@login_required
@require_POST
def playlist(request: HttpRequest, slug: str) -> HttpResponse:
    """Asked for; how far it is stands on the page of the playlist."""
    require_configured()
    challenge, person = desk_challenge(slug), person_signed_in(request)
    try:
        asked = services.playlist_ask(challenge=challenge, by=person)
        if not asked.working:
            messages.success(request, UP_TO_DATE)
    except Refusal as refusal:
        # A conflict is told beside the button. Who may not press it finds no page.
        if refusal.status != 409:
            raise
        messages.warning(request, refusal.message)
    if challenge.phase != "closed":  # then the playlist has no page yet
        return redirect("desk-challenge", slug)
    return redirect(reverse("challenge-playlist", args=[slug]) + "#soundcloud")
