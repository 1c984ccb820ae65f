"""Secret links for programs."""

from uuid import UUID

from django.http import Http404
from django.urls import path, reverse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from chartbusters.compositions.models import Composition
from chartbusters.compositions.selectors import compositions_of
from chartbusters.sharing.services import secret_link_make, secret_link_revoke


class SecretLinkSerializer(serializers.Serializer):
    url = serializers.URLField()


class SecretLink(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(request=None, responses={201: SecretLinkSerializer})
    def post(self, request: Request, pk: UUID) -> Response:
        """A new secret link, shown this once; the link before it is dead."""
        token = secret_link_make(composition=_mine(request, pk))
        return Response(
            {"url": request.build_absolute_uri(reverse("secret-share", args=[token]))},
            201,
            headers={"Cache-Control": "no-store"},
        )

    @extend_schema(responses={204: None})
    def delete(self, request: Request, pk: UUID) -> Response:
        """Kills the secret link."""
        secret_link_revoke(composition=_mine(request, pk))
        return Response(status=204)


def _mine(request: Request, pk: UUID) -> Composition:
    """404 for somebody else's too: whether there is such a song is nobody's business."""
    mine = compositions_of(owner=request.user).filter(pk=pk).first()
    if mine is None:
        raise Http404
    return mine


urlpatterns = [
    path("compositions/<uuid:pk>/secret-link/", SecretLink.as_view(), name="api-secret-link")
]
