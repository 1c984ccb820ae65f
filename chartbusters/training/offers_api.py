"""What can be trained here, for programs: techniques with their numbers and recipes, packs of
music, and how long a run would take."""

from typing import Any

from django.urls import path
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from chartbusters.training.wizard import offering
from chartbusters.training.wizard.choices import Choices, read_choices
from chartbusters.web.errors import Refusal
from generation.durations import spoken
from generation.serializers import ParameterSerializer
from generation.techniques import Technique, trainable


class OfferSerializer(serializers.Serializer):
    """A pack of music that is here."""

    name = serializers.CharField()
    title = serializers.CharField()
    description = serializers.CharField()
    genre = serializers.CharField(help_text="what this technique calls it")
    tags = serializers.ListField(child=serializers.CharField())
    pieces = serializers.IntegerField()
    notes = serializers.IntegerField()
    hours = serializers.FloatField()
    licences = serializers.ListField(child=serializers.CharField())
    attribution = serializers.CharField()


class RecipeSerializer(serializers.Serializer):
    """Numbers that go together."""

    name = serializers.CharField()
    title = serializers.CharField()
    plan = serializers.DictField(child=serializers.FloatField())
    seconds = serializers.FloatField(help_text="on this machine, once the run has its turn")


class TrainableSerializer(serializers.Serializer):
    """A technique that can be trained here."""

    technique = serializers.CharField()
    title = serializers.CharField()
    learns = serializers.CharField()
    parameters = ParameterSerializer(many=True)
    recipes = RecipeSerializer(many=True)
    packs = OfferSerializer(many=True)
    starts = serializers.ListField(
        child=serializers.CharField(), help_text="models that a run may go on from"
    )


class TrainingOffers(ListAPIView):
    """The techniques that can be trained here, with their numbers, recipes and music."""

    permission_classes = [AllowAny]
    serializer_class = TrainableSerializer

    def get_queryset(self) -> list[dict[str, Any]]:
        return [told(technique) for technique in trainable().values() if technique.recipes]


def told(technique: Technique) -> dict[str, Any]:
    packs = [
        {**vars(offer), "genre": offer.technique_genres[technique.name]}
        for offer in offering.offers_of(technique.name)
    ]
    recipes = [
        {
            "name": name,
            "title": offering.RECIPES[name][0],
            "plan": plan,
            "seconds": offering.recipe_seconds(technique, name, {}),
        }
        for name, plan in technique.recipes.items()
    ]
    return {
        "technique": technique.name,
        "title": technique.title,
        "learns": offering.LEARNS.get(technique.name, ""),
        "parameters": technique.training_parameters,
        "recipes": recipes,
        "packs": packs,
        "starts": [card.name for card in offering.cards_of(technique.name)],
    }


class RunTimeSerializer(serializers.Serializer):
    """How long a run would take; `problems` says by name what is wrong with a number."""

    seconds = serializers.FloatField()
    words = serializers.CharField()
    problems = serializers.DictField(child=serializers.CharField())


class TrainingEstimate(APIView):
    permission_classes = [AllowAny]

    @extend_schema(
        parameters=[
            OpenApiParameter("technique", OpenApiTypes.STR, required=True),
            OpenApiParameter("data", OpenApiTypes.STR, description="a pack, or a data set's id"),
            OpenApiParameter("recipe", OpenApiTypes.STR, description="fast, good or overnight"),
            OpenApiParameter("start", OpenApiTypes.STR, description="a model to go on from"),
            OpenApiParameter("p.epochs", OpenApiTypes.STR, description="and so every number"),
        ],
        responses=RunTimeSerializer,
    )
    def get(self, request: Request) -> Response:
        """How long a run would take on this machine, with some numbers turned."""
        choices = read_choices(request.query_params)
        if choices.known is None:
            raise Refusal("unknown_technique", "There is no such technique.", 400, "technique")
        recipe = choices.recipe if choices.recipe in choices.known.recipes else "fast"
        numbers, problems = choices.numbers, choices.problems
        genre = genre_of(choices)
        seconds = offering.recipe_seconds(
            choices.known, recipe, numbers, genre=genre, start=choices.start
        )
        answer = {"seconds": seconds, "words": spoken(seconds), "problems": problems}
        return Response(answer)


def genre_of(choices: Choices) -> str:
    """What the technique calls the music that was chosen; nothing where it is not known."""
    offer = offering.offer_named(choices.technique, choices.data)
    return offering.genre_learnt(choices.technique, offer) if offer or choices.dataset else ""


urlpatterns = [
    path("training-offers/", TrainingOffers.as_view(), name="api-training-offers"),
    path("training-estimates/", TrainingEstimate.as_view(), name="api-training-estimates"),
]
