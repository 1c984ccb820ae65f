"""Pages of notices: the list behind the bell, the switches of mail, and the link that stops it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chartbusters.notices import selectors, services
from chartbusters.notices.kinds import KINDS, told
from chartbusters.notices.models import Notice
from chartbusters.notices.stopping import stop_of


@require_safe
@login_required
@never_cache
def notices(request: HttpRequest) -> HttpResponse:
    """What I was told: what I have not read first."""
    page = selectors.notices_page(person=request.user, after=request.GET.get("after", ""))
    shown = [_line(notice) for notice in page.notices]
    unread = any(not notice.read_at for notice in page.notices)
    return render(
        request, "notices/list.html", {"notices": shown, "after": page.after, "unread": unread}
    )


def _line(notice: Notice) -> dict[str, object]:
    event = notice.event
    return {
        "pk": notice.pk,
        "unread": notice.read_at is None,
        "told": told(event),
        "words": str(event.data.get("words", "")),
        "at": event.at,
    }


@require_POST
@login_required
def open_one(request: HttpRequest, pk: int) -> HttpResponse:
    """Marks a notice read, and goes to what it is about."""
    notice = _mine(request, pk)
    services.notice_read(notice=notice)
    return redirect(notice.event.address)


@require_POST
@login_required
def read_one(request: HttpRequest, pk: int) -> HttpResponse:
    services.notice_read(notice=_mine(request, pk))
    return redirect("notices")


@require_POST
@login_required
def read_all(request: HttpRequest) -> HttpResponse:
    services.notices_read_all(person=request.user)
    return redirect("notices")


def _mine(request: HttpRequest, pk: int) -> Notice:
    return get_object_or_404(selectors.notices_of(person=request.user), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def mail(request: HttpRequest) -> HttpResponse:
    """Which kinds come by mail."""
    choices = selectors.mail_choices_of(person=request.user)
    if request.method == "POST":
        wanted = set(request.POST.getlist("wanted"))
        # Of what was on the page alone: a kind that came with an update was not asked about.
        asked = set(request.POST.getlist("asked")) & {kind.name for kind, _ in choices}
        services.mail_choose(person=request.user, wanted={kind: kind in wanted for kind in asked})
        messages.success(request, "Saved.")
        return redirect("notices-mail")
    shown = {
        "choices": choices,
        "sent": selectors.mail_is_sent(),
        "address": selectors.address_of(person=request.user.pk or 0),
    }
    return render(request, "notices/mail.html", shown)


@csrf_exempt  # mail programs press the button by themselves (RFC 8058); the signature is the proof
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Stops mails of the kinds that a link names. Looking at the page stops nothing: mail programs
    look at every link."""
    asked = stop_of(token)
    if asked is None:
        raise Http404
    if request.method == "POST":
        services.mail_stop(stop=asked)
    kinds = [KINDS[name].switch for name in asked.kinds]
    return render(
        request, "notices/stop.html", {"kinds": kinds, "stopped": request.method == "POST"}
    )
