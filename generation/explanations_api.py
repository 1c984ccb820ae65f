"""Why a model wrote a note. Open to visitors, for the takes of their session."""

from uuid import UUID

from django.http import Http404
from django.urls import path
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from generation import charges, selectors, services
from generation.errors import JobError
from generation.explanation_selectors import explanations_visible
from generation.fields import WholeField
from generation.models import NoteExplanation
from generation.music.document import MAX_TICK, MAX_TRACKS
from generation.ownership import asker_of
from generation.serializers import JobErrorSerializer

MOST_TAKES = 100  # of one job


class ExplanationInput(serializers.Serializer):
    """A note of a finished take, as the take's song has it."""

    job = serializers.UUIDField()
    of = WholeField(
        min_value=0,
        max_value=MOST_TAKES,
        required=False,
        default=0,
        help_text="which take of the job: 0 is its result, the others count from 1",
    )
    track = WholeField(min_value=0, max_value=MAX_TRACKS - 1, help_text="from 0")
    onset = WholeField(min_value=0, max_value=MAX_TICK, help_text="ticks")
    pitch = WholeField(min_value=0, max_value=127)


class NamedNotesSerializer(serializers.Serializer):
    """Notes of one track in one bar, or one beat of it."""

    track = serializers.IntegerField(help_text="from 0")
    bar = serializers.IntegerField(help_text="from 1")
    beat = serializers.IntegerField(allow_null=True, help_text="from 1; null: all of the bar")
    notes = serializers.ListField(
        child=serializers.ListField(
            child=serializers.IntegerField(), help_text="onset, pitch, length, velocity"
        )
    )
    without = serializers.FloatField(help_text="the note's probability when these are not there")
    change = serializers.FloatField(help_text="nats that it loses with them; below 0 it gains")


class AlternativeSerializer(serializers.Serializer):
    """Another pitch that the model thought of."""

    pitch = serializers.IntegerField()
    probability = serializers.FloatField()


class AnswerSerializer(serializers.Serializer):
    """Probabilities are the network's own, of a pitch where a note begins."""

    probability = serializers.FloatField()
    alternatives = AlternativeSerializer(many=True, help_text="the likeliest other pitches")
    named = NamedNotesSerializer(many=True, help_text="what it depends on most, the most first")
    together = serializers.FloatField(help_text="its probability without any of these")
    passes = serializers.IntegerField(help_text="how often the model was asked")


class ExplanationSerializer(serializers.ModelSerializer):
    """A question about a note; `answer` or `error` stands there in the end."""

    technique = serializers.CharField(source="job.technique", read_only=True)
    model = serializers.CharField(source="job.model", read_only=True)
    answer = AnswerSerializer(allow_null=True)
    error = serializers.SerializerMethodField()

    class Meta:
        model = NoteExplanation
        fields = [
            *("id", "job", "of", "track", "onset", "pitch", "technique", "model"),
            *("state", "progress", "stage", "answer", "error"),
        ]

    @extend_schema_field(JobErrorSerializer(allow_null=True))
    def get_error(self, asked: NoteExplanation) -> dict[str, str] | None:
        return dict(JobErrorSerializer(asked).data) if asked.error_code else None


class NoteExplanations(APIView):
    permission_classes = [AllowAny]

    @extend_schema(
        request=ExplanationInput, responses={200: ExplanationSerializer, 201: ExplanationSerializer}
    )
    def post(self, request: Request) -> Response:
        """Asks why a note of one's own take was written; a worker answers in a second or two. Of a
        note that was asked about before the answer is here at once."""
        body = ExplanationInput(data=request.data)
        body.is_valid(raise_exception=True)
        values = dict(body.validated_data)
        user, key, network = asker_of(request)
        jobs = selectors.jobs_visible(user=user, session_key=key)
        job = jobs.filter(pk=values.pop("job")).first()
        if job is None:
            raise JobError("unknown_job", "There is no such take of yours.", field="job")
        try:
            asked, new = services.explanation_create(
                owner=user, session_key=key, network=network, job=job, **values
            )
        finally:
            left = charges.allowances_left(user, key, network)
            getattr(request._request, "standings", []).extend(left)
        return Response(ExplanationSerializer(asked).data, 201 if new else 200)


class NoteExplanationDetail(APIView):
    permission_classes = [AllowAny]

    @extend_schema(responses=ExplanationSerializer)
    def get(self, request: Request, pk: UUID) -> Response:
        """How far the question is, and its answer."""
        asker = asker_of(request)
        mine = explanations_visible(user=asker.user, session_key=asker.session_key)
        asked = mine.select_related("job").filter(pk=pk).first()
        if asked is None:
            raise Http404
        return Response(ExplanationSerializer(asked).data)


urlpatterns = [
    path("note-explanations/", NoteExplanations.as_view(), name="api-note-explanations"),
    path(
        "note-explanations/<uuid:pk>/",
        NoteExplanationDetail.as_view(),
        name="api-note-explanation",
    ),
]
