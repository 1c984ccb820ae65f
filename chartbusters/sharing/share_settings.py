"""What the maker of a song decides about it, on its page: title and licence, who may see it, and
the secret link."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from chartbusters.accounts.people import person_signed_in
from chartbusters.compositions.models import Composition, Visibility
from chartbusters.compositions.rendering import rendering_ask_again
from chartbusters.compositions.sealing import is_sealed
from chartbusters.compositions.selectors import compositions_of
from chartbusters.compositions.services import composition_update
from chartbusters.sharing.addresses import Place
from chartbusters.sharing.services import secret_link_make, secret_link_revoke
from chartbusters.sharing.views import guarded, share_context
from chartbusters.web.errors import still_there


@require_POST
@login_required
def share_settings(request: HttpRequest, username: str, slug: str) -> HttpResponse:
    """What the maker decides about the song: title, licence, who may see it, the secret link."""
    person = person_signed_in(request)
    composition = (
        compositions_of(owner=person).filter(owner__username__iexact=username, slug=slug).first()
    )
    if composition is None:
        raise Http404
    if "make_link" in request.POST:
        return _with_link(request, composition)
    if "render_again" in request.POST and composition.head:
        rendering_ask_again(digest=composition.head.song_id, by=person)
        messages.success(request, "We try the recording once more.")
    elif "revoke_link" in request.POST:
        secret_link_revoke(composition=composition)
        messages.success(
            request, "The secret link is dead. Nobody can open the song through it any more."
        )
    else:
        fields = ("title", "visibility", "licence", "process_note", "tags")
        changes = {name: request.POST[name] for name in fields if name in request.POST}
        composition = composition_update(composition=composition, **changes)
        if composition.visibility == Visibility.SECRET and not composition.secret_hash:
            # a secret song without a link would be shown to nobody
            return _with_link(request, composition)
        messages.success(request, "Saved.")
    return redirect(composition)


def _with_link(request: HttpRequest, composition: Composition) -> HttpResponse:
    """The page with the new link on it: answered at once and never stored, as only a hash of the
    token is kept."""
    token = secret_link_make(composition=composition)
    composition = still_there(
        compositions_of(owner=composition.owner).filter(pk=composition.pk).first()
    )
    silent = is_sealed(composition=composition)
    place = Place(composition, composition.get_absolute_url(), silent=silent)
    context = share_context(request, place)
    context["secret_link"] = request.build_absolute_uri(reverse("secret-share", args=[token]))
    response = render(request, "sharing/share.html", context)
    response["Cache-Control"] = "no-store"
    return guarded(response, place)
