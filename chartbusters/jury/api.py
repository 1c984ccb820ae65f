"""Juries of the person signed in: what is due, the sheets."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from chartbusters.challenges.models import Entry
from chartbusters.jury import selectors, serializers, services
from chartbusters.jury.models import Juror
from chartbusters.jury.rounds.api import urlpatterns as rounds
from chartbusters.web.description import ErrorSerializer

MISSING = {404: ErrorSerializer}


class Juries(ListAPIView):
    """The juries that I am asked onto or sit on, the next to end first."""

    permission_classes = [IsAuthenticated]
    serializer_class = serializers.SeatSerializer

    def get_queryset(self) -> QuerySet[Juror, Any]:
        return selectors.juries_of(person=self.request.user)


class Jury(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(responses={200: serializers.JurySerializer, **MISSING})
    def get(self, request: Request, slug: str) -> Response:
        """The rubric, and the entries that are mine to judge, by their numbers."""
        return Response(serializers.jury_data(_juror(request, slug)))


class Acceptance(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(request=None, responses={200: serializers.JurySerializer, **MISSING})
    def post(self, request: Request, slug: str) -> Response:
        """Says that I will judge; twice is as good as once."""
        juror = services.juror_accept(juror=_seat(request, slug), person=request.user)
        return Response(serializers.jury_data(juror))


class Refusing(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(request=None, responses={204: None, **MISSING})
    def post(self, request: Request, slug: str) -> Response:
        """Says that I will not judge; 409 `has_judged` once I have submitted a sheet."""
        services.juror_decline(juror=_seat(request, slug), person=request.user)
        return Response(status=204)


class Sheet(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(responses={200: serializers.SheetSerializer, **MISSING})
    def get(self, request: Request, slug: str, number: int) -> Response:
        """One entry without names, and my sheet of it as far as it is filled in."""
        return _told(_juror(request, slug), number)

    @extend_schema(
        request=serializers.SheetInput, responses={200: serializers.SheetSerializer, **MISSING}
    )
    def put(self, request: Request, slug: str, number: int) -> Response:
        """Keeps my sheet as a draft."""
        juror, asked = _juror(request, slug), _asked(request)
        levels, comment = asked["levels"], asked["comment"]
        services.sheet_save(juror=juror, number=number, levels=levels, comment=comment)
        return _told(juror, number)


class Submission(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        request=serializers.SheetInput, responses={200: serializers.SheetSerializer, **MISSING}
    )
    def post(self, request: Request, slug: str, number: int) -> Response:
        """Submits my sheet; then `others` tells what other jurors have said."""
        juror = _juror(request, slug)
        services.sheet_submit(juror=juror, number=number, **_asked(request))
        return _told(juror, number)


class Reopening(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(request=None, responses={200: serializers.SheetSerializer, **MISSING})
    def post(self, request: Request, slug: str, number: int) -> Response:
        """Takes a submitted sheet back while judging goes on; what stood in it stays on record."""
        juror = _juror(request, slug)
        services.sheet_reopen(juror=juror, number=number)
        return _told(juror, number)


def _asked(request: Request) -> dict[str, Any]:
    body = serializers.SheetInput(data=request.data)
    body.is_valid(raise_exception=True)
    levels = {one["criterion"]: one["level"] for one in body.validated_data["levels"]}
    return {**body.validated_data, "levels": levels}


def _juror(request: Request, slug: str) -> Juror:
    seat = _seat(request, slug)
    if seat.accepted_at is None:
        raise Http404
    return seat


def _seat(request: Request, slug: str) -> Juror:
    seat = selectors.seat_at(slug=slug, person=request.user)
    if seat is None:
        raise Http404
    return seat


def _told(juror: Juror, number: int) -> Response:
    entry: Entry | None = selectors.entry_to_judge(juror=juror, number=number)
    if entry is None or not selectors.may_listen(juror=juror):
        raise Http404
    return Response(serializers.sheet_data(entry, selectors.sheet_of(juror=juror, entry=entry)))


ONE = "juries/<slug:slug>/entries/<int:number>/"
urlpatterns = [
    path("juries/", Juries.as_view(), name="api-juries"),
    path("juries/<slug:slug>/", Jury.as_view(), name="api-jury"),
    path("juries/<slug:slug>/accept/", Acceptance.as_view(), name="api-jury-accept"),
    path("juries/<slug:slug>/decline/", Refusing.as_view(), name="api-jury-decline"),
    path(ONE, Sheet.as_view(), name="api-jury-sheet"),
    path(f"{ONE}submit/", Submission.as_view(), name="api-jury-submit"),
    path(f"{ONE}reopen/", Reopening.as_view(), name="api-jury-reopen"),
    *rounds,
]
