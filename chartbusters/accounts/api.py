"""Who I am, and my tokens."""

from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from chartbusters.accounts import selectors, serializers, services
from chartbusters.accounts.models import Token


class Me(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(responses=serializers.MeSerializer)
    def get(self, request: Request) -> Response:
        """Who the site takes me for."""
        return Response(serializers.MeSerializer(request.user).data)


class Tokens(ListAPIView):
    """My tokens, the newest first, without their secrets."""

    permission_classes = [IsAuthenticated]
    serializer_class = serializers.TokenSerializer

    def get_queryset(self) -> QuerySet[Token]:
        return selectors.tokens_of(owner=self.request.user)

    @extend_schema(request=serializers.TokenInput, responses={201: serializers.NewTokenSerializer})
    def post(self, request: Request) -> Response:
        """A new token, its secret shown this once. Only for somebody who is signed in without a
        token."""
        body = serializers.TokenInput(data=request.data)
        body.is_valid(raise_exception=True)
        token, secret = services.token_create(
            owner=request.user, by=request.auth, **body.validated_data
        )
        token.secret = secret
        return Response(
            serializers.NewTokenSerializer(token).data, 201, headers={"Cache-Control": "no-store"}
        )


class OneToken(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(responses={204: None})
    def delete(self, request: Request, pk: UUID) -> Response:
        """Takes the token away; from now on nobody comes in with it."""
        services.token_revoke(
            token=get_object_or_404(selectors.tokens_of(owner=request.user), id=pk)
        )
        return Response(status=204)


urlpatterns = [
    path("me/", Me.as_view(), name="api-me"),
    path("tokens/", Tokens.as_view(), name="api-tokens"),
    path("tokens/<uuid:pk>/", OneToken.as_view(), name="api-token"),
]
