"""Follows, blocks and mutes for programs."""

from collections.abc import Callable
from typing import Any

from django.http import Http404
from django.urls import path, reverse
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from chartbusters.accounts.models import User
from chartbusters.accounts.selectors import person_by_name
from chartbusters.following import selectors, services
from chartbusters.following.serializers import (
    KeptAwaySerializer,
    PeoplePageSerializer,
    TiesSerializer,
)
from chartbusters.web.pagination import number_asked

PARAMETERS = [OpenApiParameter("before", description="where the page before ended; see `next`")]


def _person(username: str) -> User:
    person = person_by_name(username=username)
    if person is None:
        raise Http404
    return person


class Tie(APIView):
    """What I begin towards a person, and end."""

    permission_classes = [IsAuthenticated]

    def _changed(self, request: Request, username: str, act: Callable[..., None]) -> Response:
        person = _person(username)
        act(by=request.user, person=person)
        ties = selectors.ties_of(viewer=request.user, person=person)
        followers = selectors.followers_count(person=person.pk)
        return Response(TiesSerializer({**ties._asdict(), "followers": followers}).data)


class OneFollow(Tie):
    @extend_schema(request=None, responses=TiesSerializer)
    def put(self, request: Request, username: str) -> Response:
        """I follow them; again changes nothing."""
        return self._changed(request, username, services.person_follow)

    @extend_schema(responses={200: TiesSerializer})
    def delete(self, request: Request, username: str) -> Response:
        """I follow them no longer."""
        return self._changed(request, username, services.person_unfollow)


class OneBlock(Tie):
    @extend_schema(request=None, responses=TiesSerializer)
    def put(self, request: Request, username: str) -> Response:
        """I keep them away: neither of us follows the other any more."""
        return self._changed(request, username, services.person_block)

    @extend_schema(responses={200: TiesSerializer})
    def delete(self, request: Request, username: str) -> Response:
        """I keep them away no longer."""
        return self._changed(request, username, services.person_unblock)


class OneMute(Tie):
    @extend_schema(request=None, responses=TiesSerializer)
    def put(self, request: Request, username: str) -> Response:
        """I am shown nothing of theirs, and they are not told."""
        return self._changed(request, username, services.person_mute)

    @extend_schema(responses={200: TiesSerializer})
    def delete(self, request: Request, username: str) -> Response:
        """I am shown again what they do."""
        return self._changed(request, username, services.person_unmute)


def _people(request: Request, username: str, name: str, page: Callable[..., Any]) -> Response:
    before = number_asked(request.query_params.get("before"))
    found = page(person=_person(username), before=before)
    behind = f"{reverse(name, args=[username])}?before={found.more}"
    told = {"previous": None, "results": found.people}
    told["next"] = request.build_absolute_uri(behind) if found.more else None
    return Response(PeoplePageSerializer(told).data)


class Followers(APIView):
    permission_classes = [AllowAny]

    @extend_schema(
        operation_id="people_followers_list",
        parameters=PARAMETERS,
        responses=PeoplePageSerializer,
    )
    def get(self, request: Request, username: str) -> Response:
        """Who follows a person, who came last first."""
        return _people(request, username, "api-followers", selectors.followers_page)


class Following(APIView):
    permission_classes = [AllowAny]

    @extend_schema(
        operation_id="people_following_list",
        parameters=PARAMETERS,
        responses=PeoplePageSerializer,
    )
    def get(self, request: Request, username: str) -> Response:
        """Whom a person follows, who came last first."""
        return _people(request, username, "api-following", selectors.following_page)


class KeptAway(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(responses=KeptAwaySerializer)
    def get(self, request: Request) -> Response:
        """Whom I keep away, and of whom I am shown nothing."""
        blocked = selectors.blocked_people(person=request.user)
        muted = selectors.muted_people(person=request.user)
        return Response(KeptAwaySerializer({"blocked": blocked, "muted": muted}).data)


urlpatterns = [
    path("people/<str:username>/follow/", OneFollow.as_view(), name="api-follow"),
    path("people/<str:username>/block/", OneBlock.as_view(), name="api-block"),
    path("people/<str:username>/mute/", OneMute.as_view(), name="api-mute"),
    path("people/<str:username>/followers/", Followers.as_view(), name="api-followers"),
    path("people/<str:username>/following/", Following.as_view(), name="api-following"),
    path("me/kept-away/", KeptAway.as_view(), name="api-kept-away"),
]
