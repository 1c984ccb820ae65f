"""One model for programs: its card, who may see it, and that it is published."""

from typing import Any

from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer
from rest_framework.views import APIView

from chartbusters.catalogue import selectors, serializers, services
from chartbusters.catalogue.limits import limits_of
from chartbusters.catalogue.places import NOTHING, Shown, place_by_name
from chartbusters.web.description import ErrorSerializer
from chartbusters.web.errors import Refusal
from generation.choosing import Choice
from generation.models import TrainedModel, Visibility
from generation.services import (
    trained_model_keep,
    trained_model_let_go,
    trained_model_return,
    trained_model_share,
    trained_model_update,
)

ASK = "Organisers publish models: ask them by its publication/. Nothing was changed."
WHOLE = serializers.WholeModelSerializer


def _read(kind: type[Serializer], request: Request) -> dict[str, Any]:
    given = kind(data=request.data)
    given.is_valid(raise_exception=True)
    return dict(given.validated_data)


def _trained(request: Request, name: str) -> TrainedModel:
    """A trained model that this person may see. Raises `Refusal` (404)."""
    row = selectors.models_shown(user=request.user).filter(name=name).first()
    if row is None:
        raise Refusal("not_found", NOTHING, 404)
    return row


def _whole(request: Request, name: str) -> Response:
    """The model as it is now."""
    shown = place_by_name(request._request, name)
    choice = Choice(shown.card, shown.row, bool(shown.pairs))
    told = WHOLE((choice, _told(request, shown)), context={"request": request})
    return Response(told.data)


def _told(request: Request, shown: Shown) -> dict[str, Any]:
    """What the whole model has beside the line of a list."""
    row = shown.row
    mine = row is not None and row.owner_id == request.user.pk
    linked = row is not None and mine and row.visibility == Visibility.LINK
    return {
        "size": shown.bytes,
        "limits": limits_of(shown),
        "examples": [_example(shown, number) for number in range(len(shown.pairs))],
        "url": shown.address,
        "weights": f"{shown.address}weights.safetensors",
        "withdrawn": row is not None and row.withdrawn_at is not None,
        "link": selectors.link_of(model=row) if row and linked else None,
        "publication": selectors.publication_last(model=row) if row and mine else None,
    }


def _example(shown: Shown, number: int) -> dict[str, str]:
    pair, below = shown.pairs[number], f"{shown.address}examples/{number}"
    sides = {"before": f"{below}/before.json", "after": f"{below}/after.json"}
    return {"title": pair.title, "words": pair.words, **sides}


class OneModel(APIView):
    def get_permissions(self) -> list[Any]:
        return [AllowAny() if self.request.method == "GET" else IsAuthenticated()]

    @extend_schema(responses=WHOLE)
    def get(self, request: Request, name: str) -> Response:
        """A model that I may see: what it learnt from, what was measured, what it cannot do."""
        return _whole(request, name)

    @extend_schema(request=serializers.ModelChange, responses=WHOLE)
    def patch(self, request: Request, name: str) -> Response:
        """Changes what a model of mine is called, or what is said of it."""
        told = _read(serializers.ModelChange, request)
        trained_model_update(model=_trained(request, name), by=request.user, **told)
        return _whole(request, name)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, name: str) -> Response:
        """Withdraws a model of mine; again changes nothing. For a week it can be brought back."""
        services.model_withdraw(model=_trained(request, name), by=request.user)
        return Response(status=204)


class ModelReturn(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(request=None, responses=WHOLE)
    def post(self, request: Request, name: str) -> Response:
        """Brings back a model that I withdrew, for me alone; 410 when its weights are gone."""
        trained_model_return(model=_trained(request, name), by=request.user)
        return _whole(request, name)


class ModelVisibility(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(request=serializers.ModelVisibilityInput, responses=WHOLE)
    def post(self, request: Request, name: str) -> Response:
        """Shares a model of mine by a link that is drawn anew, or makes it private. Organisers with
        the right make private what was published."""
        wish = _read(serializers.ModelVisibilityInput, request)
        model = _trained(request, name)
        if wish["visibility"] == Visibility.PUBLISHED:
            raise Refusal("ask_for_it", ASK, 403, field="visibility")
        if wish["visibility"] == Visibility.LINK:
            trained_model_share(model=model, by=request.user)
        else:
            services.model_hide(model=model, by=request.user, words=wish["words"])
            if model.owner_id != request.user.pk:
                return Response(status=204)  # it is not theirs to see any more
        return _whole(request, name)


class ModelPublication(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(request=serializers.ModelPublicationInput, responses={201: WHOLE})
    def post(self, request: Request, name: str) -> Response:
        """Asks the organisers to publish a model of mine; again is the same request."""
        wish = _read(serializers.ModelPublicationInput, request)
        services.publication_ask(model=_trained(request, name), by=request.user, **wish)
        answer = _whole(request, name)
        answer.status_code = 201
        return answer

    @extend_schema(responses={204: None})
    def delete(self, request: Request, name: str) -> Response:
        """Asks no longer; again changes nothing."""
        services.publication_take_back(model=_trained(request, name), by=request.user)
        return Response(status=204)


class PublicationAnswer(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        request=serializers.ModelAnswerInput, responses=serializers.ModelPublicationSerializer
    )
    def post(self, request: Request, name: str) -> Response:
        """Publishes what its owner asks for, or says why not; for organisers with the right."""
        wish = _read(serializers.ModelAnswerInput, request)
        asked = selectors.publications_open().filter(model=_trained(request, name)).first()
        if asked is None:
            message = "Its owner does not ask to have it published. Nothing was changed."
            raise Refusal("not_asked", message, 409)
        answered = services.publication_answer(publication=asked, by=request.user, **wish)
        return Response(serializers.ModelPublicationSerializer(answered).data)


class KeptModels(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(request=serializers.ModelLinkInput, responses={200: WHOLE, 404: ErrorSerializer})
    def post(self, request: Request) -> Response:
        """Puts the model behind a link among those that I may ask; again changes nothing."""
        wish = _read(serializers.ModelLinkInput, request)
        return _whole(request, trained_model_keep(person=request.user, **wish).name)


class KeptModel(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(responses={204: None})
    def delete(self, request: Request, name: str) -> Response:
        """Takes a kept model out of those that I may ask; again changes nothing."""
        model = TrainedModel.objects.filter(name=name).first()
        if model is not None:
            trained_model_let_go(model=model, person=request.user)
        return Response(status=204)


ONE = "models/<slug:name>/"
urlpatterns = [
    path("kept-models/", KeptModels.as_view(), name="api-kept-models"),
    path("kept-models/<slug:name>/", KeptModel.as_view(), name="api-kept-model"),
    path(ONE, OneModel.as_view(), name="api-model"),
    path(f"{ONE}return/", ModelReturn.as_view(), name="api-model-return"),
    path(f"{ONE}visibility/", ModelVisibility.as_view(), name="api-model-visibility"),
    path(f"{ONE}publication/", ModelPublication.as_view(), name="api-model-publication"),
    path(f"{ONE}publication/answer/", PublicationAnswer.as_view(), name="api-model-answer"),
]
