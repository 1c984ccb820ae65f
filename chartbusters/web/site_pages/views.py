"""The site's guides, what its operator promises, and files for search engines."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from chartbusters.web.shelf import kept
from chartbusters.web.site_pages.filled import filled
from chartbusters.web.site_pages.guides import guide_named, guides
from chartbusters.web.site_pages.sitemap import robots_drawn, sitemap_drawn

HOUR = 3600


@require_safe
def help_index(request: HttpRequest) -> HttpResponse:
    """All guides."""
    return render(request, "site_pages/help.html", {"guides": guides()})


@require_safe
def guide(request: HttpRequest, name: str) -> HttpResponse:
    """One guide."""
    found = guide_named(name)
    if found is None:
        raise Http404
    return render(request, "site_pages/guide.html", {"guide": found})


@require_safe
def promise(request: HttpRequest, name: str) -> HttpResponse:
    """Terms, privacy, accessibility or imprint: what the software does, and the operator's own
    words."""
    return render(request, f"site_pages/{name}.html", {"words": filled(name), **_facts(name)})


def _facts(name: str) -> dict[str, Any]:
    """What pages say of this very site."""
    contact = next(iter(settings.SECURITY_CONTACT), "")
    return {
        "optional": name == "accessibility",
        "trail_days": settings.TRAIL_DAYS,
        "linked_days": settings.LINKED_DAYS,
        "contact": contact,
        "contact_words": contact.removeprefix("mailto:"),
    }


@require_safe
@cache_control(max_age=HOUR)
def sitemap(request: HttpRequest) -> HttpResponse:
    """Public addresses, of this hour."""
    site = request.build_absolute_uri("/")[:-1]
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    text = kept(("sitemap", site), lambda: hour, lambda: sitemap_drawn(site=site))
    return HttpResponse(text, content_type="application/xml; charset=utf-8")


@require_safe
@cache_control(max_age=HOUR)
def robots(request: HttpRequest) -> HttpResponse:
    """What a robot need not ask for."""
    site = request.build_absolute_uri("/")[:-1]
    return HttpResponse(robots_drawn(site=site), content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(max_age=HOUR)
def favicon(request: HttpRequest) -> HttpResponse:
    """For those who ask for it without looking into a page."""
    return redirect(static("img/logo.svg"))
