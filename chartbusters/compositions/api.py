"""Compositions of the person signed in; presets, import and export for everybody."""

from collections.abc import Sequence
from pathlib import PurePath
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.http import content_disposition_header
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.parsers import MultiPartParser
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from chartbusters.compositions import selectors, serializers, services
from chartbusters.compositions.files import WRITERS, song_written
from chartbusters.compositions.models import Composition, RenderingState
from chartbusters.compositions.presets import Preset, presets
from chartbusters.compositions.rendering import rendering_ask_again
from chartbusters.web.downloads import file_name, sandboxed
from chartbusters.web.errors import Refusal
from chartbusters.web.one_at_a_time import one_at_a_time
from chartbusters.web.pagination import Flow
from generation.music.document import MAX_TEXT, from_document, to_document
from generation.music.filekinds import MAX_SCORE_BYTES
from generation.music.prescan import too_big
from generation.music.upload import UploadError, read_upload
from generation.sheets.about import About
from generation.wording import clipped
from scoring.provenance.serializers import ProvenanceSerializer


class Presets(ListAPIView):
    """Melodies in the public domain to start from."""

    permission_classes = [AllowAny]
    serializer_class = serializers.PresetSerializer

    def get_queryset(self) -> Sequence[Preset]:
        return presets()


class Import(APIView):
    permission_classes = [AllowAny]
    parser_classes = [MultiPartParser]

    @extend_schema(
        request={"multipart/form-data": serializers.UploadInput},
        responses=serializers.ImportSerializer,
    )
    def post(self, request: Request) -> Response:
        """Reads a MIDI, MusicXML (.musicxml, .xml, .mxl) or ABC file, field `file`, and stores
        nothing. The summary says what of it is not in the song."""
        file = _uploaded(request)
        try:
            with one_at_a_time("import", "file", request):
                upload = read_upload(bytes(file.read()))
        except UploadError as error:
            if error.code == "busy":
                raise Refusal(error.code, error.message, 503, retry_after=10) from error
            status = 413 if error.code == "too_big" else 400
            code = "too_large" if error.code == "too_big" else error.code
            raise Refusal(code, error.message, status, "file") from error
        song = upload.song.with_title(
            upload.song.title or clipped(PurePath(file.name or "").stem, MAX_TEXT)
        )
        return Response(
            {
                "document": to_document(song),
                "summary": serializers.upload_summary(upload._replace(song=song)),
            }
        )


def _uploaded(request: Request) -> UploadedFile:
    file = request.FILES.get("file")
    if file is None:
        raise Refusal(
            "no_file",
            "No file came with the request. Choose a MIDI, MusicXML or ABC file and send it "
            "as `file`.",
            field="file",
        )
    # What kind it is, and how large that may be, is seen when it is read.
    if file.size is None or file.size > MAX_SCORE_BYTES:
        message = f"{too_big(file.size or 0, MAX_SCORE_BYTES)} Nothing was changed."
        raise Refusal("too_large", message, 413, "file")
    return file


@method_decorator(sandboxed, "dispatch")
class Export(APIView):
    permission_classes = [AllowAny]

    @extend_schema(
        request=serializers.ExportInput,
        responses={
            (200, "audio/midi"): OpenApiTypes.BINARY,
            (200, "application/vnd.recordare.musicxml+xml"): OpenApiTypes.BINARY,
            (200, "application/vnd.recordare.musicxml"): OpenApiTypes.BINARY,
        },
    )
    def post(self, request: Request) -> HttpResponse:
        """The song as a file: MIDI, MusicXML, or the latter compressed (`mxl`)."""
        body = serializers.ExportInput(data=request.data)
        body.is_valid(raise_exception=True)
        song = from_document(body.validated_data["document"])
        name = body.validated_data["format"]
        about = About(request.user.shown_name if request.user.is_authenticated else "")
        with one_at_a_time("export", "file", request):
            data = song_written(song=song, name=name, about=about)
        answer = HttpResponse(data, content_type=WRITERS[name].kind)
        answer["Content-Disposition"] = (
            content_disposition_header(True, file_name(song.title, WRITERS[name].ending)) or ""
        )
        return answer


class LibraryPages(Flow):
    ordering = ("-updated_at", "pk")


class Library(ListAPIView):
    """My compositions, the last touched first, fifty a page."""

    permission_classes = [IsAuthenticated]
    pagination_class = LibraryPages
    serializer_class = serializers.CompositionSerializer

    def get_queryset(self) -> QuerySet[Composition]:
        return selectors.compositions_of(owner=self.request.user)

    @extend_schema(
        request=serializers.CompositionInput,
        responses={201: serializers.WholeCompositionSerializer},
    )
    def post(self, request: Request) -> Response:
        """Saves a song as a new composition."""
        body = serializers.CompositionInput(data=request.data)
        body.is_valid(raise_exception=True)
        song = from_document(body.validated_data["document"])
        composition = services.composition_create(
            owner=request.user,
            song=song,
            title=body.validated_data["title"],
            source=body.stated_source(),
            remix_of=body.validated_data["remix_of"],
        )
        return Response(_whole(composition), 201)


class OneComposition(APIView):
    @extend_schema(responses=serializers.WholeCompositionSerializer)
    def get(self, request: Request, pk: UUID) -> Response:
        """One of my compositions, or a public one of somebody."""
        found = selectors.compositions_visible(user=request.user).filter(pk=pk).first()
        if found is None:
            raise Http404
        return Response(_whole(found))

    @extend_schema(
        request=serializers.CompositionChangeInput, responses=serializers.WholeCompositionSerializer
    )
    def patch(self, request: Request, pk: UUID) -> Response:
        """Changes what stands about the song, not the song."""
        composition = get_object_or_404(selectors.compositions_of(owner=request.user), pk=pk)
        change = serializers.CompositionChangeInput(data=request.data, partial=True)
        change.is_valid(raise_exception=True)
        changed = services.composition_update(composition=composition, **change.validated_data)
        return Response(_whole(changed))

    @extend_schema(responses={204: None})
    def delete(self, request: Request, pk: UUID) -> Response:
        """Removes the composition. Entries made from it stand as they were submitted."""
        services.composition_delete(
            composition=get_object_or_404(selectors.compositions_of(owner=request.user), pk=pk)
        )
        return Response(status=204)


class Recording(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(request=None, responses={202: serializers.RecordingSerializer})
    def post(self, request: Request, pk: UUID) -> Response:
        """Tries the recording of one of my songs again, which failed; twice at most."""
        composition = get_object_or_404(selectors.compositions_of(owner=request.user), pk=pk)
        if composition.head is None:
            raise Http404
        rendering_ask_again(digest=composition.head.song_id, by=request.user)
        return Response({"state": RenderingState.QUEUED}, 202)


def _whole(composition: Composition) -> dict[str, Any]:
    return dict(serializers.WholeCompositionSerializer(composition).data)


class SongProvenance(APIView):
    permission_classes = [AllowAny]

    @extend_schema(responses=ProvenanceSerializer)
    def get(self, request: Request, pk: UUID) -> Response:
        """What a song that I may see is beside the recipes in its history. It is worked out when a
        song is shared or entered; before that there is none."""
        seen = selectors.compositions_visible(user=request.user)
        row = selectors.provenance_known(composition=get_object_or_404(seen, pk=pk))
        if row is None:
            raise Http404("It is worked out when the song is shared or entered.")
        return Response(ProvenanceSerializer(row).data)


urlpatterns = [
    path("presets/", Presets.as_view(), name="api-presets"),
    path("compositions/", Library.as_view(), name="api-compositions"),
    path("compositions/import/", Import.as_view(), name="api-composition-import"),
    path("compositions/export/", Export.as_view(), name="api-composition-export"),
    path(
        "compositions/<uuid:pk>/provenance/",
        SongProvenance.as_view(),
        name="api-composition-provenance",
    ),
    path("compositions/<uuid:pk>/", OneComposition.as_view(), name="api-composition"),
    path(
        "compositions/<uuid:pk>/recording/", Recording.as_view(), name="api-composition-recording"
    ),
]
