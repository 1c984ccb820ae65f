"""Serves covers of challenges: the picture, or what is drawn."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from chartbusters.challenges.covers import cover_name, cover_svg
from chartbusters.challenges.models import Challenge, Picture
from chartbusters.challenges.organisers import Right, rights_of

KEPT = 30 * 24 * 3600  # seconds: the name of a cover is another one as soon as the cover is


@require_safe
def cover(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Of public challenges for everybody, of others for their organisers."""
    challenge = Challenge.objects.filter(slug=slug).first()
    if challenge is None or name != cover_name(challenge):
        raise Http404
    if not challenge.published and Right.VIEW not in rights_of(
        person=request.user, challenge=challenge
    ):
        raise Http404
    answer = _picture(challenge) if challenge.picture else _drawn(challenge)
    kept = f"max-age={KEPT}, immutable"
    answer["Cache-Control"] = f"{'public' if challenge.published else 'private'}, {kept}"
    return answer


def _drawn(challenge: Challenge) -> HttpResponse:
    text = cover_svg(slug=challenge.slug, palette=challenge.palette)
    return HttpResponse(text, content_type="image/svg+xml")


def _picture(challenge: Challenge) -> HttpResponse:
    row = Picture.objects.filter(challenge=challenge).first()
    if row is None:
        raise Http404
    return HttpResponse(bytes(row.data), content_type="image/jpeg")
