"""The page of one's stream, and the button that passes a song on."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from chartbusters.accounts.people import person_signed_in
from chartbusters.compositions.selectors import compositions_visible
from chartbusters.following import selectors, services
from chartbusters.web.pagination import number_asked

SUGGESTED = 6


@require_safe
@login_required
@never_cache
def stream(request: HttpRequest) -> HttpResponse:
    """What those whom I follow show and pass on."""
    person, before = person_signed_in(request), number_asked(request.GET.get("before"))
    page = selectors.stream_page(person=person, before=before)
    empty = not page.items and not page.more and not before
    context = {
        "items": page.items,
        "more": page.more,
        "begun": not before,
        "follows": selectors.following_count(person=person.pk),
        "suggested": empty and selectors.people_suggested(person=person, count=SUGGESTED),
    }
    return render(request, "following/stream.html", context)


@require_POST
@login_required
def repost(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Passes a song on, or takes that back."""
    person = person_signed_in(request)
    song = compositions_visible(user=person).filter(pk=pk).first()
    if song is None:
        raise Http404
    act = services.song_unrepost if "take" in request.POST else services.song_repost
    act(song=song, by=person)
    return redirect(song)
