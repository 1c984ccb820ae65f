"""One include a room: pages stand in its `urls.py` (at the root), API addresses in its `api.py` (below /api/v1/)."""

from importlib.util import find_spec

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path
from drf_spectacular.views import SpectacularAPIView

handler400 = "chartbusters.web.error_pages.bad_request"
handler403 = "chartbusters.web.error_pages.permission_denied"
handler404 = "chartbusters.web.error_pages.page_not_found"
handler500 = "chartbusters.web.error_pages.server_error"

ROOMS = [
    "generation",
    "scoring",
    "chartbusters.compositions",
    "chartbusters.challenges",
    "chartbusters.voting",
    "chartbusters.leaderboard",
    "chartbusters.sharing",
    "chartbusters.accounts",
    "chartbusters.web",
]


def _doors(door: str, prefix: str) -> list[URLPattern | URLResolver]:
    """Includes of every room that has this door."""
    return [path(prefix, include(f"{room}.{door}")) for room in ROOMS if find_spec(f"{room}.{door}")]


urlpatterns = [
    path("admin/", admin.site.urls),
    path("accounts/", include("allauth.urls")),
    path("api/v1/schema/", SpectacularAPIView.as_view(), name="schema"),
    *_doors("api", "api/v1/"),
    *_doors("urls", ""),
]
