"""The history of a composition: its revisions, and their names."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from chartbusters.compositions import selectors, serializers
from chartbusters.compositions.models import Revision
from chartbusters.compositions.naming import revision_name
from chartbusters.compositions.services import revision_add
from generation.music.document import from_document

LARGEST_NUMBER = 2**31 - 1  # that a column of numbers holds


class Revisions(ListAPIView):
    """The history of one of my compositions, the first revision first."""

    permission_classes = [IsAuthenticated]
    serializer_class = serializers.RevisionSerializer

    def get_queryset(self) -> QuerySet[Revision]:
        return selectors.revisions_of(
            composition=get_object_or_404(
                selectors.compositions_of(owner=self.request.user), pk=self.kwargs["pk"]
            )
        )

    @extend_schema(
        request=serializers.RevisionInput, responses={201: serializers.RevisionSerializer}
    )
    def post(self, request: Request, pk: UUID) -> Response:
        """Saves the song once more; the revisions before stay."""
        composition = get_object_or_404(selectors.compositions_of(owner=request.user), pk=pk)
        body = serializers.RevisionInput(data=request.data)
        body.is_valid(raise_exception=True)
        song = from_document(body.validated_data["document"])
        revision = revision_add(
            composition=composition,
            song=song,
            source=body.stated_source(),
            after=body.validated_data["after"],
        )
        return Response(serializers.RevisionSerializer(revision).data, 201)


class OneRevision(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(responses=serializers.WholeRevisionSerializer)
    def get(self, request: Request, pk: UUID, number: int) -> Response:
        """One revision of one of my compositions, with its song."""
        return Response(serializers.WholeRevisionSerializer(self._mine(pk, number)).data)

    @extend_schema(request=serializers.RevisionNameInput, responses=serializers.RevisionSerializer)
    def patch(self, request: Request, pk: UUID, number: int) -> Response:
        """Gives a revision a name; one with a name is never let go."""
        revision = self._mine(pk, number)
        body = serializers.RevisionNameInput(data=request.data)
        body.is_valid(raise_exception=True)
        named = revision_name(revision=revision, **body.validated_data)
        return Response(serializers.RevisionSerializer(named).data)

    def _mine(self, pk: UUID, number: int) -> Revision:
        mine = selectors.compositions_of(owner=self.request.user)
        composition = get_object_or_404(mine, pk=pk)
        found = selectors.revision_of(composition=composition, number=min(number, LARGEST_NUMBER))
        if found is None:
            raise Http404
        return found


urlpatterns = [
    path(
        "compositions/<uuid:pk>/revisions/", Revisions.as_view(), name="api-composition-revisions"
    ),
    path(
        "compositions/<uuid:pk>/revisions/<int:number>/",
        OneRevision.as_view(),
        name="api-composition-revision",
    ),
]
