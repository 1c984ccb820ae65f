"""Classes for programs: for who teaches one, and for who learns in it, with an account or not."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer
from rest_framework.views import APIView

from chartbusters.learning import class_serializers as serializers
from chartbusters.learning import selectors, services
from chartbusters.learning.class_cookie import fresh_secret, holder_of, seats_remember, secret_of
from chartbusters.learning.models import Classroom, Seat
from chartbusters.learning.services.progress import Answer
from chartbusters.web.errors import still_there
from chartbusters.web.pagination import Pages


def _read(kind: type[Serializer], request: Request) -> dict[str, Any]:
    given = kind(data=request.data)
    given.is_valid(raise_exception=True)
    return dict(given.validated_data)


def _whole(classroom: Classroom, status: int = 200) -> Response:
    classroom.rows = selectors.rows_of(classroom=classroom)  # type: ignore[attr-defined]
    classroom.summed = selectors.answers_of(classroom=classroom)  # type: ignore[attr-defined]
    return Response(serializers.WholeClassroomSerializer(classroom).data, status)


def _mine(request: Request, pk: UUID) -> Classroom:
    mine: QuerySet[Classroom] = selectors.classes_of(teacher=request.user)
    return get_object_or_404(mine, pk=pk)


class Classes(ListAPIView):
    """Classes that I teach, the newest first."""

    permission_classes = [IsAuthenticated]
    serializer_class = serializers.ClassroomSerializer
    pagination_class = Pages

    def get_queryset(self) -> "QuerySet[Classroom]":
        return selectors.classes_of(teacher=self.request.user)  # type: ignore[arg-type]

    @extend_schema(
        request=serializers.ClassroomInput, responses={201: serializers.WholeClassroomSerializer}
    )
    def post(self, request: Request) -> Response:
        """Makes an empty one, with a code by which learners join."""
        wish = _read(serializers.ClassroomInput, request)
        return _whole(services.classroom_create(teacher=request.user, **wish), 201)


class OneClass(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(responses=serializers.WholeClassroomSerializer)
    def get(self, request: Request, pk: UUID) -> Response:
        """How many steps each learner did, and what all of them answered, in sums."""
        return _whole(_mine(request, pk))

    @extend_schema(
        request=serializers.ClassroomChange, responses=serializers.WholeClassroomSerializer
    )
    def patch(self, request: Request, pk: UUID) -> Response:
        """Another name, another end, another code."""
        wish = _read(serializers.ClassroomChange, request)
        return _whole(services.classroom_change(classroom=_mine(request, pk), **wish))

    @extend_schema(responses={204: None})
    def delete(self, request: Request, pk: UUID) -> Response:
        """Deletes it, with all that was told of its learners."""
        services.classroom_delete(classroom=_mine(request, pk))
        return Response(status=204)


class Learner(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(responses={204: None})
    def delete(self, request: Request, pk: UUID, seat: UUID) -> Response:
        """Takes a learner's seat away; who has the code may sit down again."""
        services.seat_leave(seat=get_object_or_404(_mine(request, pk).seats, pk=seat))
        return Response(status=204)


class Seats(ListAPIView):
    """Where I learn: by my account where I am signed in, else by the cookie of this browser."""

    permission_classes = [AllowAny]
    serializer_class = serializers.ClassSeatSerializer
    pagination_class = Pages

    def get_queryset(self) -> "QuerySet[Seat]":
        return selectors.seats_held(holder=holder_of(self.request))

    @extend_schema(
        request=serializers.ClassSeatInput, responses={201: serializers.ClassSeatSerializer}
    )
    def post(self, request: Request) -> Response:
        """Takes a seat by the code of a class. Without an account the answer brings a cookie, by
        which the seat is known again."""
        wish = _read(serializers.ClassSeatInput, request)
        secret = secret_of(request) or fresh_secret()
        taken = services.seat_take(**wish, holder=holder_of(request, secret))
        response = Response(serializers.ClassSeatSerializer(taken).data, 201)
        if taken.browser:
            seats_remember(response, secret)
        return response


class OneSeat(APIView):
    permission_classes = [AllowAny]

    @extend_schema(responses=serializers.WholeClassSeatSerializer)
    def get(self, request: Request, pk: UUID) -> Response:
        """What I did, and what the class did together."""
        seat = self._held(request, pk)
        rows = selectors.rows_of(classroom=seat.classroom)
        mine = next((row.done for row in rows if row.seat.pk == seat.pk), None)
        together = selectors.class_steps(rows=rows)
        seat.mine = selectors.steps_named(still_there(mine))  # type: ignore[attr-defined]
        seat.together = selectors.steps_named(together)  # type: ignore[attr-defined]
        seat.learners = len(rows)  # type: ignore[attr-defined]
        return Response(serializers.WholeClassSeatSerializer(seat).data)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, pk: UUID) -> Response:
        """Leaves the class; what was told of me goes, sums stay."""
        services.seat_leave(seat=self._held(request, pk))
        return Response(status=204)

    def _held(self, request: Request, pk: UUID) -> Seat:
        held: QuerySet[Seat] = selectors.seats_held(holder=holder_of(request))
        return get_object_or_404(held, pk=pk)


class Progress(APIView):
    permission_classes = [AllowAny]

    @extend_schema(request=serializers.ProgressInput, responses={204: None})
    def post(self, request: Request) -> Response:
        """Tells the open classes in which I sit what I did, and which choice was my first; again
        changes nothing."""
        told = _read(serializers.ProgressInput, request)
        services.progress_tell(
            holder=holder_of(request),
            steps=[(each["capsule"], each["step"]) for each in told.get("steps", [])],
            answers=[Answer(**each) for each in told.get("answers", [])],
        )
        return Response(status=204)


urlpatterns = [
    path("learning/classes/", Classes.as_view(), name="api-learning-classes"),
    path("learning/classes/<uuid:pk>/", OneClass.as_view(), name="api-learning-class"),
    path(
        "learning/classes/<uuid:pk>/learners/<uuid:seat>/",
        Learner.as_view(),
        name="api-learning-learner",
    ),
    path("learning/seats/", Seats.as_view(), name="api-learning-seats"),
    path("learning/seats/<uuid:pk>/", OneSeat.as_view(), name="api-learning-seat"),
    path("learning/progress/", Progress.as_view(), name="api-learning-progress"),
]
