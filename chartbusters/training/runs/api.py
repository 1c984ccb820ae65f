"""What the page of a run asks every few seconds."""

import json
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import path
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.views import APIView

from chartbusters.training.runs.answers import answer_kept, answer_make
from chartbusters.training.runs.front import UNKEPT
from chartbusters.training.runs.passes import pass_make
from chartbusters.training.runs.serializers import LiveSerializer
from chartbusters.training.runs.standing import standing_now
from chartbusters.web.identity import person_of
from generation.training_selectors import runs_visible


def _told(name: str, words: str) -> OpenApiParameter:
    return OpenApiParameter(name, str, description=words)


class RunLive(APIView):
    """A run as it stands, or what is new of it."""

    permission_classes = [AllowAny]

    @extend_schema(
        parameters=[
            _told("since", "`next` of the last answer; nothing for everything"),
            _told("pass", "`pass` of an earlier answer"),
            _told("link", "the word of its link, for a run that is shared by one"),
        ],
        responses=LiveSerializer,
    )
    def get(self, request: Request, pk: UUID) -> HttpResponse:
        """Everything that changed since `since`: state, epochs, events, and curves of every step.
        Made for pages that ask every few seconds, as many as there are."""
        link = request.query_params.get("link", "")
        seen = runs_visible(user=person_of(request), link_token=link)
        standing = standing_now(pk) if seen.filter(pk=pk).exists() else None
        if standing is None:
            raise Http404
        since = request.query_params.get("since", "")
        made = answer_kept(pk=pk, since=since, standing=standing)
        made = made or answer_make(pk=pk, since=since, standing=standing)
        # Apart from the rest: what is kept for all must open nothing to anybody.
        word = json.dumps({"pass": pass_make(pk=pk, standing=standing)}).encode()
        body = word[:-1] + b"," + made[1:]
        return HttpResponse(body, content_type="application/json", headers=UNKEPT)


urlpatterns = [
    path("training-runs/<uuid:pk>/live/", RunLive.as_view(), name="api-training-run-live")
]
