"""Webhooks of a challenge in the API, for who may change it: the same services as on the desk."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from chartbusters.challenges import webhooks_serializers as serializers
from chartbusters.challenges.models import Challenge
from chartbusters.challenges.organisers import Right, right_require
from chartbusters.challenges.people_api import body_asked
from chartbusters.challenges.webhooks import subject_of
from chartbusters.web.description import ErrorSerializer
from chartbusters.web.pagination import Flow
from chartbusters.webhooks import selectors, services
from chartbusters.webhooks.models import Delivery, Endpoint

MISSING = {404: ErrorSerializer}
ONCE = {"Cache-Control": "no-store"}  # of an answer that holds a secret


class Webhooks(ListAPIView):
    """The webhooks of a challenge that I run, without their secrets."""

    permission_classes = [IsAuthenticated]
    serializer_class = serializers.WebhookSerializer

    def get_queryset(self) -> QuerySet[Endpoint, Any]:
        return selectors.endpoints_of(subject=_subject(self.request, self.kwargs["slug"]))

    @extend_schema(
        request=serializers.WebhookInput,
        responses={201: serializers.NewWebhookSerializer, **MISSING},
    )
    def post(self, request: Request, slug: str) -> Response:
        """A new webhook, its secret told this once."""
        subject, asked = _subject(request, slug), body_asked(serializers.WebhookInput, request)
        made, secret = services.endpoint_create(subject=subject, by=request.user, **asked)
        told = serializers.WebhookSerializer(_endpoint(request, slug, made.pk)).data
        return Response({**told, "secret": secret}, 201, headers=ONCE)


class OneWebhook(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(responses={200: serializers.WebhookSerializer, **MISSING})
    def get(self, request: Request, slug: str, pk: int) -> Response:
        """One webhook, and how much waits for it or failed."""
        return Response(serializers.WebhookSerializer(_endpoint(request, slug, pk)).data)

    @extend_schema(
        request=serializers.WebhookChangeInput,
        responses={200: serializers.WebhookSerializer, **MISSING},
    )
    def patch(self, request: Request, slug: str, pk: int) -> Response:
        """Another address or other events, or switched on or off."""
        endpoint = _endpoint(request, slug, pk)
        asked = body_asked(serializers.WebhookChangeInput, request)
        on = asked.pop("on", None)
        if asked:
            values = {"url": endpoint.url, "kinds": endpoint.kinds, **asked}
            services.endpoint_change(endpoint=endpoint, by=request.user, **values)
        if on is not None:
            services.endpoint_switch(endpoint=endpoint, on=on, by=request.user)
        return Response(serializers.WebhookSerializer(_endpoint(request, slug, pk)).data)

    @extend_schema(responses={204: None, **MISSING})
    def delete(self, request: Request, slug: str, pk: int) -> Response:
        """Takes a webhook away, with all that still waits for it."""
        services.endpoint_remove(endpoint=_endpoint(request, slug, pk), by=request.user)
        return Response(status=204)


class Secret(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(request=None, responses={201: serializers.WebhookSecretSerializer, **MISSING})
    def post(self, request: Request, slug: str, pk: int) -> Response:
        """A new secret, told this once. For a day messages are signed with the old one as well."""
        endpoint = _endpoint(request, slug, pk)
        secret = services.endpoint_renew_secret(endpoint=endpoint, by=request.user)
        return Response({"secret": secret}, 201, headers=ONCE)


class Trial(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(request=None, responses={201: serializers.DeliverySerializer, **MISSING})
    def post(self, request: Request, slug: str, pk: int) -> Response:
        """Sends one message that tells of nothing."""
        endpoint = _endpoint(request, slug, pk)
        made = services.delivery_try_out(endpoint=endpoint, by=request.user)
        made.refresh_from_db()
        return Response(serializers.DeliverySerializer(made).data, 201)


class LatestFirst(Flow):
    ordering = ("-pk",)


class Deliveries(ListAPIView):
    """What was sent to a webhook, or waits to be, the latest first."""

    permission_classes = [IsAuthenticated]
    pagination_class = LatestFirst
    serializer_class = serializers.DeliverySerializer

    def get_queryset(self) -> QuerySet[Delivery]:
        endpoint = _endpoint(self.request, self.kwargs["slug"], self.kwargs["pk"])
        return selectors.deliveries_of(endpoint=endpoint)


class Replay(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(request=None, responses={200: serializers.DeliverySerializer, **MISSING})
    def post(self, request: Request, slug: str, pk: int, number: int) -> Response:
        """Sends one once more that has ended, under the same `message_id`."""
        endpoint = _endpoint(request, slug, pk)
        found = get_object_or_404(selectors.deliveries_of(endpoint=endpoint), pk=number)
        services.delivery_replay(delivery=found, by=request.user)
        found.refresh_from_db()
        return Response(serializers.DeliverySerializer(found).data)


class ReplayFailed(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        request=serializers.ReplayInput,
        responses={200: serializers.ReplayedSerializer, **MISSING},
    )
    def post(self, request: Request, slug: str, pk: int) -> Response:
        """Sends once more what failed since a moment, the oldest first."""
        endpoint = _endpoint(request, slug, pk)
        asked = body_asked(serializers.ReplayInput, request)
        count = services.deliveries_replay(endpoint=endpoint, by=request.user, **asked)
        return Response(serializers.ReplayedSerializer({"replayed": count}).data)


def _subject(request: Request, slug: str) -> str:
    """A challenge that this organiser may change, published or not, as webhooks call it."""
    challenge = get_object_or_404(Challenge.objects.all(), slug=slug)
    right_require(person=request.user, challenge=challenge, right=Right.EDIT)
    return subject_of(challenge.pk)


def _endpoint(request: Request, slug: str, pk: int) -> Endpoint:
    endpoint: Endpoint = get_object_or_404(
        selectors.endpoints_of(subject=_subject(request, slug)), pk=pk
    )
    return endpoint


ALL = "challenges/<slug:slug>/webhooks/"
ONE = f"{ALL}<int:pk>/"
urlpatterns = [
    path(ALL, Webhooks.as_view(), name="api-webhooks"),
    path(ONE, OneWebhook.as_view(), name="api-webhook"),
    path(f"{ONE}secret/", Secret.as_view(), name="api-webhook-secret"),
    path(f"{ONE}test/", Trial.as_view(), name="api-webhook-test"),
    path(f"{ONE}replay/", ReplayFailed.as_view(), name="api-webhook-replay"),
    path(f"{ONE}deliveries/", Deliveries.as_view(), name="api-webhook-deliveries"),
    path(
        f"{ONE}deliveries/<int:number>/replay/",
        Replay.as_view(),
        name="api-webhook-delivery-replay",
    ),
]
