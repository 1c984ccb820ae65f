"""The page of a public song as every visitor sees it, kept while nothing on it changes."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from chartbusters.sharing import views
from chartbusters.sharing.addresses import place_by_name
from chartbusters.sharing.selectors import song_told
from chartbusters.web.shelf import for_all, shared_page


@require_safe
def share(request: HttpRequest, username: str, slug: str) -> HttpResponse:
    """People who are signed in may be the maker, or may see more: they get a page of their own."""
    if not for_all(request):
        return views.share_page(request, place_by_name(request, username, slug))

    def context(seen: HttpRequest) -> dict[str, Any]:
        return views.share_context(seen, place_by_name(seen, username, slug))

    # Where nothing is told the address has a name in other letters, or is of no public song: looked
    # up each time.
    return shared_page(
        request, "sharing/share.html", lambda: song_told(username=username, slug=slug), context
    )
