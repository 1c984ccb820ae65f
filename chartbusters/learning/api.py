"""How far one has come in the capsules, for pages and programs."""

from django.db.models import QuerySet
from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from chartbusters.learning import selectors, serializers, services
from chartbusters.learning.models import StepDone
from chartbusters.web.pagination import Pages


class StepsDone(ListAPIView):
    """Steps of capsules that I have done, the first done first."""

    permission_classes = [IsAuthenticated]
    serializer_class = serializers.StepDoneSerializer
    pagination_class = Pages

    def get_queryset(self) -> "QuerySet[StepDone]":
        return selectors.steps_of(person=self.request.user)  # type: ignore[arg-type]

    @extend_schema(request=serializers.StepsInput, responses={204: None})
    def post(self, request: Request) -> Response:
        """Keeps that I have done these; those kept before stay as they are."""
        given = serializers.StepsInput(data=request.data)
        given.is_valid(raise_exception=True)
        steps = [(each["capsule"], each["step"]) for each in given.validated_data["steps"]]
        services.steps_keep(person=request.user, steps=steps)
        return Response(status=204)


urlpatterns = [path("learning/steps/", StepsDone.as_view(), name="api-learning-steps")]
