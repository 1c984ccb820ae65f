"""Secret links for programs."""

from uuid import UUID

from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from chartbusters.compositions.selectors import compositions_of
from chartbusters.sharing.services import secret_link_make, secret_link_revoke


class SecretLinkSerializer(serializers.Serializer):
    url = serializers.URLField()


class SecretLink(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(request=None, responses={201: SecretLinkSerializer})
    def post(self, request: Request, pk: UUID) -> Response:
        """A new secret link, shown this once; the link before it is dead."""
        token = secret_link_make(
            composition=get_object_or_404(compositions_of(owner=request.user), pk=pk)
        )
        return Response(
            {"url": request.build_absolute_uri(reverse("secret-share", args=[token]))},
            201,
            headers={"Cache-Control": "no-store"},
        )

    @extend_schema(responses={204: None})
    def delete(self, request: Request, pk: UUID) -> Response:
        """Kills the secret link."""
        secret_link_revoke(
            composition=get_object_or_404(compositions_of(owner=request.user), pk=pk)
        )
        return Response(status=204)


urlpatterns = [
    path("compositions/<uuid:pk>/secret-link/", SecretLink.as_view(), name="api-secret-link")
]
