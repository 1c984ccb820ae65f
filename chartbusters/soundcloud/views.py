"""The way to SoundCloud and back, what is published there, and the buttons beside a song."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chartbusters.accounts.people import person_signed_in
from chartbusters.challenges.models import Challenge
from chartbusters.challenges.organisers import Right, right_require
from chartbusters.compositions.models import Composition
from chartbusters.compositions.selectors import compositions_of
from chartbusters.desk.frame import desk_challenge
from chartbusters.soundcloud import selectors, services
from chartbusters.soundcloud.guards import require_configured
from chartbusters.web.errors import Refusal

DENIED = "You did not let us in at SoundCloud, so nothing was connected."


@require_safe
@login_required
@never_cache
def connect(request: HttpRequest) -> HttpResponse:
    """Off to SoundCloud. A link and no form: our policy lets no form lead to another site."""
    address = services.connection_begin(
        person=person_signed_in(request),
        session=str(request.session.session_key),
        back=_back(request),
        begun_at=_begun_at(request),
    )
    return redirect(address)


@require_safe
@login_required
@never_cache
def arrive(request: HttpRequest) -> HttpResponse:
    """Back from SoundCloud, with its answer."""
    require_configured()
    place = reverse("soundcloud")
    try:
        begun_at = services.connection_arrive(
            person=person_signed_in(request),
            session=str(request.session.session_key),
            state=request.GET.get("state", ""),
        )
        place = _place(begun_at) if begun_at else place
        messages.success(request, f"SoundCloud is connected, as {_connected(request)}.")
    except Refusal as refusal:
        messages.warning(request, refusal.message)
    return redirect(place)


def _connected(request: HttpRequest) -> str:
    """The name of the account whose code came back."""
    code, state = (request.GET.get(name, "") for name in ("code", "state"))
    if not code:
        raise Refusal("denied", DENIED)
    person = person_signed_in(request)
    made = services.connection_make(person=person, state=state, code=code, back=_back(request))
    return made.name


def _begun_at(request: HttpRequest) -> Composition | Challenge | None:
    if song := request.GET.get("song", ""):
        return _song(request, song)
    if slug := request.GET.get("challenge", ""):
        found = desk_challenge(slug)
        right_require(person=request.user, challenge=found, right=Right.EDIT)
        return found
    return None


def _back(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("soundcloud-arrive"))


def _place(begun_at: Composition | Challenge) -> str:
    page = begun_at.get_absolute_url()
    if isinstance(begun_at, Challenge):
        page = reverse("challenge-playlist", args=[begun_at.slug])
    return f"{page}#soundcloud"


def _song(request: HttpRequest, pk: str | UUID) -> Composition:
    mine = compositions_of(owner=person_signed_in(request))
    try:
        found: Composition = get_object_or_404(mine, pk=UUID(str(pk)))
    except ValueError:
        raise Refusal("not_found", "There is no such song of yours.", 404) from None
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def song(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Where the buttons of a song stand, on its page; what they do."""
    require_configured()
    composition = _song(request, pk)
    if request.method == "POST":
        try:
            _act(request, composition)
        except Refusal as refusal:
            messages.warning(request, refusal.message)
    return redirect(_place(composition))


def _act(request: HttpRequest, composition: Composition) -> None:
    person = person_signed_in(request)
    if "withdraw" not in request.POST:
        sharing = request.POST.get("sharing", "")
        services.publication_ask(composition=composition, by=person, sharing=sharing)
    elif publication := selectors.publication_of(composition=composition):
        services.publication_withdraw(publication=publication, by=person)


@require_safe
@login_required
@never_cache
def overview(request: HttpRequest) -> HttpResponse:
    """The account that is connected, and all that is published there."""
    require_configured()
    person = person_signed_in(request)
    shown = {
        "connection": selectors.connection_of(person=person),
        "publications": selectors.publications_of(person=person)[: selectors.SHOWN],
        "playlists": selectors.playlists_of(person=person)[: selectors.SHOWN],
    }
    return render(request, "soundcloud/overview.html", shown)


@require_POST
@login_required
def disconnect(request: HttpRequest) -> HttpResponse:
    services.connection_end(person=person_signed_in(request))
    messages.success(request, "SoundCloud is disconnected. Your tracks stay there.")
    return redirect("soundcloud")


@require_POST
@login_required
def withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """From the list, also when the song is not here any more."""
    person = person_signed_in(request)
    found = get_object_or_404(selectors.publications_of(person=person), pk=pk)
    services.publication_withdraw(publication=found, by=person)
    messages.success(request, f"{found.title} goes from SoundCloud, as far as it is there.")
    return redirect("soundcloud")
