"""Drafts of the person signed in: what autosave writes, and another device opens."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import path
from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_serializer
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from chartbusters.compositions import selectors
from chartbusters.compositions.drafting import Base, Writing, draft_delete, draft_keep
from chartbusters.compositions.models import LONGEST_TITLE, MOST_LEFT, Draft
from chartbusters.compositions.serializers import OriginField, SongInput
from chartbusters.web.pagination import Flow
from generation.fields import SongField, WholeField
from generation.music.document import from_document

LARGEST = 2**31 - 1  # that a column of numbers holds


class DraftBaseInput(serializers.Serializer):
    composition = serializers.UUIDField()
    revision = WholeField(
        required=False, allow_null=True, default=None, min_value=1, max_value=LARGEST
    )


class DraftInput(SongInput):
    """A song that is being worked on."""

    title = serializers.CharField(max_length=LONGEST_TITLE, allow_blank=True, default="")
    base = DraftBaseInput(
        required=False, allow_null=True, default=None, help_text="what it was made from"
    )
    writer = serializers.UUIDField(
        help_text="of the browser: it may overwrite what it wrote itself"
    )
    version = WholeField(
        min_value=0,
        max_value=LARGEST,
        help_text="of the draft that this was made from; 0 for a new one",
    )

    left = serializers.DictField(
        required=False,
        allow_null=True,
        default=None,
        help_text=f"steps, takes and view, as your page reads them again: at most {MOST_LEFT:,} "
        "characters of JSON. Left out, there are none",
    )

    def stated_base(self) -> Base | None:
        base = self.validated_data["base"]
        return Base(**base) if base else None


class DraftBaseSerializer(serializers.Serializer):
    """The composition that a draft goes on from."""

    composition = serializers.UUIDField(source="composition_id")
    revision = serializers.IntegerField(allow_null=True)
    title = serializers.CharField(source="composition.title")
    url = serializers.CharField(source="composition.get_absolute_url")


class DraftSerializer(serializers.ModelSerializer):
    """A draft without its notes, as lists show it."""

    base = serializers.SerializerMethodField()
    origin = OriginField()

    class Meta:
        model = Draft
        fields = ["key", "title", "notes", "base", "origin", "version", "writer", "updated_at"]
        read_only_fields = fields

    @extend_schema_field(DraftBaseSerializer(allow_null=True))
    def get_base(self, draft: Draft) -> dict[str, Any] | None:
        return dict(DraftBaseSerializer(draft).data) if draft.composition else None


@extend_schema_field({"type": "object", "additionalProperties": True})
class LeftField(serializers.Field):
    """As its page wrote it."""

    def to_representation(self, value: Any) -> Any:
        return value


@extend_schema_serializer(component_name="WholeDraft")
class WholeDraftSerializer(DraftSerializer):
    """A draft with its song."""

    document = SongField(source="written")
    left = LeftField(source="written_left", allow_null=True)

    class Meta(DraftSerializer.Meta):
        fields = [*DraftSerializer.Meta.fields, "document", "left"]
        read_only_fields = fields


class DraftPages(Flow):
    ordering = ("-updated_at", "pk")


class Drafts(ListAPIView):
    """My drafts, the last touched first."""

    permission_classes = [IsAuthenticated]
    pagination_class = DraftPages
    serializer_class = DraftSerializer

    def get_queryset(self) -> QuerySet[Draft]:
        return selectors.drafts_of(owner=self.request.user)


class OneDraft(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(responses=WholeDraftSerializer)
    def get(self, request: Request, draft: UUID) -> Response:
        """One of my drafts, with its song."""
        mine = selectors.drafts_of(owner=request.user).defer(None)
        return Response(WholeDraftSerializer(get_object_or_404(mine, key=draft)).data)

    @extend_schema(request=DraftInput, responses=DraftSerializer)
    def put(self, request: Request, draft: UUID) -> Response:
        """Writes a draft over what it was, or begins one under a key of yours. 409
        `changed_elsewhere` where another browser has written since `version`: keep yours under
        another key."""
        body = DraftInput(data=request.data)
        body.is_valid(raise_exception=True)
        told = body.validated_data
        kept = draft_keep(
            owner=request.user,
            key=draft,
            song=from_document(told["document"]),
            title=told["title"],
            writing=Writing(writer=told["writer"], version=told["version"]),
            base=body.stated_base(),
            source=body.stated_source(),
            left=told["left"],
        )
        return Response(DraftSerializer(kept).data)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, draft: UUID) -> Response:
        """Removes a draft. What was saved from it stays."""
        mine = selectors.drafts_of(owner=request.user)
        draft_delete(draft=get_object_or_404(mine, key=draft))
        return Response(status=204)


urlpatterns = [
    path("drafts/", Drafts.as_view(), name="api-drafts"),
    path("drafts/<uuid:draft>/", OneDraft.as_view(), name="api-draft"),
]
