"""/.well-known/security.txt (RFC 9116): where to tell the operator of a hole. Without
SECURITY_CONTACT there is none.

An address of somebody who never said that they want such letters would be worse than 404.
"""

from collections.abc import Iterator
from datetime import UTC, timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

# the standard asks for less than a year, so that nobody trusts what was left behind
VALID = timedelta(days=180)


@require_safe
@cache_control(max_age=3600)
def security_txt(request: HttpRequest) -> HttpResponse:
    if not settings.SECURITY_CONTACT:
        raise Http404
    return HttpResponse(
        "".join(f"{line}\n" for line in _lines(request)), content_type="text/plain; charset=utf-8"
    )


def _lines(request: HttpRequest) -> Iterator[str]:
    for contact in settings.SECURITY_CONTACT:
        yield f"Contact: {contact}"
    expires = (timezone.now() + VALID).astimezone(UTC).replace(hour=0, minute=0, second=0)
    yield f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}"
    yield "Preferred-Languages: en"
    if request.is_secure():  # an address in it must begin with https://
        yield f"Canonical: {request.build_absolute_uri()}"
    if settings.SECURITY_POLICY:
        yield f"Policy: {settings.SECURITY_POLICY}"
