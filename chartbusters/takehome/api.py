"""Files of songs for programs: asked for, looked at, taken."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import FileResponse, Http404
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.generics import ListAPIView
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


class ParcelSerializer(serializers.ModelSerializer):
    file = serializers.SerializerMethodField(help_text="where it can be taken, once it is done")

    class Meta:
        model = Parcel
        fields = (
            "kind",
            "state",
            "progress",
            "stage",
            "size",
            "error_message",
            "created_at",
            "expires_at",
            "file",
        )

    @extend_schema_field(serializers.URLField(allow_null=True))
    def get_file(self, parcel: Parcel) -> str | None:
        if parcel.state != JobState.DONE:
            return None
        song = self.context["view"].kwargs["pk"]
        address = reverse("api-parcel-file", args=[song, parcel.kind])
        return str(self.context["request"].build_absolute_uri(address))


class Parcels(ListAPIView):
    """Files without loss of one song that were asked for: WAV, FLAC, stems."""

    permission_classes = [IsAuthenticated]
    serializer_class = ParcelSerializer

    def get_queryset(self) -> QuerySet[Parcel]:
        if getattr(self, "swagger_fake_view", False):
            return Parcel.objects.none()
        song = _song(self.request, self.kwargs["pk"])
        if not selectors.may_take(composition=song, user=self.request.user):
            return Parcel.objects.none()
        made = selectors.parcels_alive().filter(song_id=_digest(song))
        return made.order_by("kind")

    @extend_schema(request=ParcelInput, responses={202: ParcelSerializer})
    def post(self, request: Request, pk: UUID) -> Response:
        """Asks for one. Asking again gives the one that is there, or being made."""
        body = ParcelInput(data=request.data)
        body.is_valid(raise_exception=True)
        kind = Kind(body.validated_data["kind"])
        parcel = services.parcel_request(composition=_song(request, pk), kind=kind, by=request.user)
        parcel.refresh_from_db()
        return Response(self.get_serializer(parcel).data, 202)


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


urlpatterns = [
    path("compositions/<uuid:pk>/parcels/", Parcels.as_view(), name="api-parcels"),
    path(
        "compositions/<uuid:pk>/parcels/<str:kind>/",
        ParcelFile.as_view(),
        name="api-parcel-file",
    ),
]
