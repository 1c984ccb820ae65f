"""Files of songs for programs: asked for, looked at, taken."""

from typing import Any
from uuid import UUID

from django.http import FileResponse, Http404
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from chartbusters.compositions.models import Composition
from chartbusters.compositions.selectors import compositions_visible
from chartbusters.takehome import selectors, services
from chartbusters.takehome.handing_out import parcel_response
from chartbusters.takehome.models import Kind, Parcel
from chartbusters.web.downloads import sandboxed
from generation.models import JobState


class ParcelInput(serializers.Serializer):
    kind = serializers.ChoiceField(Kind.choices)


class ParcelSerializer(serializers.Serializer):
    kind = serializers.ChoiceField(Kind.choices)
    state = serializers.ChoiceField(JobState.choices)
    progress = serializers.FloatField(help_text="0 to 1")
    stage = serializers.CharField(help_text="what is being done, for people")
    size = serializers.IntegerField(help_text="bytes, once it is done")
    error_message = serializers.CharField()
    expires_at = serializers.DateTimeField(allow_null=True)
    file = serializers.URLField(allow_null=True, help_text="where it can be taken")


class Parcels(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(responses=ParcelSerializer(many=True), operation_id="compositions_parcels_list")
    def get(self, request: Request, pk: UUID) -> Response:
        """Files without loss of one song that were asked for: WAV, FLAC, stems."""
        song = _song(request, pk)
        may = selectors.may_take(composition=song, user=request.user)
        made = selectors.parcels_of(digest=_digest(song)).values() if may else []
        return Response([_told(request, song, parcel) for parcel in made])

    @extend_schema(request=ParcelInput, responses={202: ParcelSerializer})
    def post(self, request: Request, pk: UUID) -> Response:
        """Asks for one. Asking again gives the one that is there, or being made."""
        body = ParcelInput(data=request.data)
        body.is_valid(raise_exception=True)
        song = _song(request, pk)
        kind = Kind(body.validated_data["kind"])
        parcel = services.parcel_request(composition=song, kind=kind, by=request.user)
        parcel.refresh_from_db()
        return Response(_told(request, song, parcel), 202)


@method_decorator(sandboxed, "dispatch")
class ParcelFile(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    def get(self, request: Request, pk: UUID, kind: str) -> FileResponse:
        """The file, once it is done."""
        song = _song(request, pk)
        may = kind in Kind.values and selectors.may_take(composition=song, user=request.user)
        found = may and selectors.parcel_ready(digest=_digest(song), kind=Kind(kind))
        if not found:
            raise Http404
        return parcel_response(song.title, found.files[-1], Kind(kind))


def _song(request: Request, pk: UUID) -> Composition:
    """A song that this person may hear."""
    seen = compositions_visible(user=request.user).filter(pk=pk, head__isnull=False).first()
    if seen is None:
        raise Http404
    return seen


def _digest(song: Composition) -> str:
    assert song.head is not None  # noqa: S101  asked for above
    return song.head.song_id


def _told(request: Request, song: Composition, parcel: Parcel) -> dict[str, Any]:
    file = reverse("api-parcel-file", args=[song.pk, parcel.kind])
    told = dict(ParcelSerializer({**vars(parcel), "file": None}).data)
    done = parcel.state == JobState.DONE
    return told | {"file": request.build_absolute_uri(file) if done else None}


urlpatterns = [
    path("compositions/<uuid:pk>/parcels/", Parcels.as_view(), name="api-parcels"),
    path(
        "compositions/<uuid:pk>/parcels/<str:kind>/",
        ParcelFile.as_view(),
        name="api-parcel-file",
    ),
]
