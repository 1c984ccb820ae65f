"""Checkpoints of one's own compositions: kept, listed, heard, named."""

from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import path
from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from chartbusters.accounts.models import User
from chartbusters.compositions import selectors
from chartbusters.compositions.checkpointing import checkpoint_add, checkpoint_name
from chartbusters.compositions.models import LONGEST_NAME, Checkpoint, Composition
from chartbusters.compositions.serializers import OriginField, RevisionNameInput, SongInput
from generation.fields import SongField
from generation.music.document import from_document


class CheckpointInput(SongInput):
    """A state to keep."""

    name = serializers.CharField(max_length=LONGEST_NAME, allow_blank=True, default="")


class CheckpointSerializer(serializers.ModelSerializer):
    digest = serializers.CharField(source="song_id")
    origin = OriginField()

    class Meta:
        model = Checkpoint
        fields = ["id", "name", "pinned", "digest", "origin", "created_at"]
        read_only_fields = fields


@extend_schema_serializer(component_name="WholeCheckpoint")
class WholeCheckpointSerializer(CheckpointSerializer):
    """A checkpoint with its song."""

    document = SongField(source="song.written")

    class Meta(CheckpointSerializer.Meta):
        fields = [*CheckpointSerializer.Meta.fields, "document"]
        read_only_fields = fields


def _mine(user: User, pk: UUID) -> Composition:
    return get_object_or_404(selectors.compositions_of(owner=user), pk=pk)


class Checkpoints(ListAPIView):
    """What the history of one of my compositions holds beside its revisions, the first first."""

    permission_classes = [IsAuthenticated]
    serializer_class = CheckpointSerializer

    def get_queryset(self) -> QuerySet[Checkpoint]:
        composition = _mine(self.request.user, self.kwargs["pk"])
        return selectors.checkpoints_of(composition=composition)

    @extend_schema(request=CheckpointInput, responses={201: CheckpointSerializer})
    def post(self, request: Request, pk: UUID) -> Response:
        """Keeps a state of the song. It is no revision: what others see and what may be entered
        stays as it is. The oldest without a name of yours makes room."""
        composition = _mine(request.user, pk)
        body = CheckpointInput(data=request.data)
        body.is_valid(raise_exception=True)
        kept = checkpoint_add(
            composition=composition,
            song=from_document(body.validated_data["document"]),
            name=body.validated_data["name"],
            source=body.stated_source(),
        )
        return Response(CheckpointSerializer(kept).data, 201)


class OneCheckpoint(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(responses=WholeCheckpointSerializer)
    def get(self, request: Request, pk: UUID, checkpoint: UUID) -> Response:
        """One checkpoint of one of my compositions, with its song."""
        kept = _mine(request.user, pk).checkpoints.select_related("song")
        found = get_object_or_404(kept, pk=checkpoint)
        return Response(WholeCheckpointSerializer(found).data)

    @extend_schema(request=RevisionNameInput, responses=CheckpointSerializer)
    def patch(self, request: Request, pk: UUID, checkpoint: UUID) -> Response:
        """Gives a checkpoint a name of yours, with which it is never let go, or takes it away."""
        body = RevisionNameInput(data=request.data)
        body.is_valid(raise_exception=True)
        composition = _mine(request.user, pk)
        named = checkpoint_name(composition=composition, pk=checkpoint, **body.validated_data)
        return Response(CheckpointSerializer(named).data)


urlpatterns = [
    path(
        "compositions/<uuid:pk>/checkpoints/",
        Checkpoints.as_view(),
        name="api-composition-checkpoints",
    ),
    path(
        "compositions/<uuid:pk>/checkpoints/<uuid:checkpoint>/",
        OneCheckpoint.as_view(),
        name="api-composition-checkpoint",
    ),
]
