"""One include a room: pages stand in its `urls.py` (at the root), API addresses in its `api.py`
(below /api/v1/)."""

from allauth.account.views import password_change, password_set
from django.contrib import admin
from django.http import HttpRequest, HttpResponseBase
from django.urls import include, path
from django.views import View

from chartbusters.accounts.factors import factor_first
from chartbusters.accounts.views import sessions

handler400 = "chartbusters.web.error_pages.bad_request"
handler403 = "chartbusters.web.error_pages.permission_denied"
handler404 = "chartbusters.web.error_pages.page_not_found"
handler429 = "chartbusters.web.error_pages.too_many_requests"  # allauth asks for it
handler500 = "chartbusters.web.error_pages.server_error"


class Schema(View):
    """The OpenAPI description. What draws it up brings test clients along, 10 MB that few processes
    ever need."""

    def get(self, request: HttpRequest) -> HttpResponseBase:
        from drf_spectacular.views import SpectacularAPIView

        return SpectacularAPIView.as_view()(request)


urlpatterns = [
    path("admin/", admin.site.urls),
    path(
        "accounts/password/change/", factor_first(password_change), name="account_change_password"
    ),
    path("accounts/password/set/", factor_first(password_set), name="account_set_password"),
    path(
        "accounts/sessions/", sessions, name="sessions"
    ),  # allauth's own cannot sign out at one place
    path("accounts/", include("allauth.urls")),
    path("api/v1/schema/", Schema.as_view(), name="api-schema"),
    path("api/v1/", include("chartbusters.web.api")),
    path("api/v1/", include("chartbusters.accounts.api")),
    path("api/v1/", include("chartbusters.notices.api")),
    path("api/v1/", include("generation.api")),
    path("api/v1/", include("generation.explanations_api")),
    path("api/v1/", include("chartbusters.catalogue.api")),
    path("api/v1/", include("scoring.api")),
    path("api/v1/", include("chartbusters.compositions.api")),
    path("api/v1/", include("chartbusters.compositions.revisions_api")),
    path("api/v1/", include("chartbusters.compositions.checkpoints_api")),
    path("api/v1/", include("chartbusters.compositions.drafts_api")),
    path("api/v1/", include("chartbusters.challenges.api")),
    path("api/v1/", include("chartbusters.challenges.people_api")),
    path("api/v1/", include("chartbusters.challenges.requests_api")),
    path("api/v1/", include("chartbusters.challenges.webhooks_api")),
    path("api/v1/", include("chartbusters.voting.api")),
    path("api/v1/", include("chartbusters.jury.api")),
    path("api/v1/", include("chartbusters.leaderboard.api")),
    path("api/v1/", include("chartbusters.leaderboard.final.api")),
    path("api/v1/", include("chartbusters.seasons.api")),
    path("api/v1/", include("chartbusters.discovery.api")),
    path("api/v1/", include("chartbusters.following.api")),
    path("api/v1/", include("chartbusters.following.stream_api")),
    path("api/v1/", include("chartbusters.playlists.api")),
    path("api/v1/", include("chartbusters.comments.api")),
    path("api/v1/", include("chartbusters.plays.api")),
    path("api/v1/", include("chartbusters.sharing.api")),
    path("api/v1/", include("chartbusters.training.api")),
    path("api/v1/", include("chartbusters.learning.api")),
    path("api/v1/", include("chartbusters.learning.class_api")),
    path("api/v1/", include("chartbusters.moderation.api")),
    path("api/v1/", include("chartbusters.soundcloud.api")),
    path("api/v1/", include("chartbusters.soundcloud.playlist_api")),
    path("api/v1/", include("chartbusters.takehome.api")),
    path("api/v1/", include("chartbusters.training.runs.api")),
    path("api/v1/", include("chartbusters.modelcontests.api")),
    path("", include("chartbusters.ops.urls")),
    path("", include("chartbusters.web.urls")),
    path("", include("chartbusters.web.site_pages.urls")),
    path("", include("chartbusters.accounts.urls")),
    path("", include("chartbusters.notices.urls")),
    path("", include("chartbusters.joining.urls")),
    path("", include("chartbusters.leaving.urls")),
    path("", include("chartbusters.compositions.urls")),
    path("", include("chartbusters.challenges.urls")),
    path("", include("chartbusters.voting.urls")),
    path("", include("chartbusters.jury.urls")),
    path("", include("chartbusters.trust.urls")),
    path("", include("chartbusters.leaderboard.urls")),
    path("", include("chartbusters.mine.urls")),
    path("", include("chartbusters.discovery.urls")),
    path("", include("chartbusters.following.urls")),
    path("", include("chartbusters.playlists.urls")),
    path("", include("chartbusters.comments.urls")),
    path("", include("chartbusters.plays.urls")),
    path("", include("chartbusters.sharing.urls")),
    path("", include("chartbusters.catalogue.urls")),
    path("", include("chartbusters.learning.urls")),
    path("", include("chartbusters.desk.urls")),
    path("", include("chartbusters.training.urls")),
    path("", include("chartbusters.moderation.urls")),
    path("", include("chartbusters.figures.urls")),
    path("", include("chartbusters.rechecks.urls")),
    path("", include("chartbusters.modelcontests.urls")),
    path("", include("chartbusters.seasons.urls")),
    path("", include("chartbusters.soundcloud.urls")),
    path("", include("chartbusters.takehome.urls")),
]
