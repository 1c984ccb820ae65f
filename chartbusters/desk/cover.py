"""The page of a challenge's cover: colours in which it is drawn, or a picture."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from chartbusters.accounts.people import person_signed_in
from chartbusters.challenges import services
from chartbusters.challenges.models import Challenge, Palette
from chartbusters.challenges.organisers import Right
from chartbusters.challenges.picturing import MOST_BYTES
from chartbusters.desk.frame import desk_frame, desk_page
from chartbusters.web.errors import Refusal


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def cover(request: HttpRequest, slug: str) -> HttpResponse:
    """A file that was chosen goes before the colours."""
    context = desk_frame(request, slug, "cover", Right.EDIT)
    if request.method == "POST":
        try:
            _change(request, context["challenge"])
            messages.success(request, "The cover is changed.")
            return redirect("desk-cover", slug)
        except Refusal as refusal:
            context["refusal"] = refusal
    context["palettes"] = Palette.choices
    return desk_page(request, "desk/cover.html", context)


def _change(request: HttpRequest, challenge: Challenge) -> None:
    by, sent = person_signed_in(request), request.FILES.get("picture")
    if isinstance(sent, UploadedFile):
        data = sent.read(MOST_BYTES + 1)
        services.cover_picture(challenge=challenge, data=data, by=by)
    else:
        palette = request.POST.get("palette", "")
        services.cover_draw(challenge=challenge, palette=palette, by=by)
