"""Addresses of models."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, register_converter
from django.urls.converters import StringConverter

from chartbusters.catalogue import changing, parts, places, views


class Side(StringConverter):
    """Before or after a model was asked."""

    regex = "before|after"


register_converter(Side, "example-side")
NAMED, LINKED = "models/<slug:name>/", "m/<str:token>/"


def _at(find: Callable[..., places.Shown], view: Callable[..., Any]) -> Callable[..., Any]:
    """The view, given the model that `find` makes of the address."""

    def shown(request: HttpRequest, **address: Any) -> HttpResponse:
        rest = {name: address.pop(name) for name in ("number", "side") if name in address}
        response: HttpResponse = view(request, find(request, **address), **rest)
        return response

    return shown


def _parts(prefix: str, find: Callable[..., places.Shown]) -> list[URLPattern]:
    example = f"{prefix}examples/<int:number>/<example-side:side>.json"
    return [
        path(f"{prefix}sound.json", _at(find, parts.sound)),
        path(f"{prefix}cover.png", _at(find, parts.cover)),
        path(f"{prefix}card.png", _at(find, parts.card)),
        path(f"{prefix}card.json", _at(find, parts.facts)),
        path(f"{prefix}weights.safetensors", _at(find, parts.weights)),
        path(example, _at(find, parts.example)),
    ]


urlpatterns = [
    path("models/", views.models, name="models"),
    path("models/asked/", views.asked, name="models-asked"),
    path("models/asked/<int:pk>/", changing.answer, name="model-answer"),
    path(NAMED, views.model, name="model"),
    path(f"{NAMED}change/", changing.change, name="model-change"),
    *_parts(NAMED, places.place_by_name),
    path(LINKED, _at(places.place_by_link, views.linked_model), name="linked-model"),
    path(f"{LINKED}keep/", changing.keep, name="model-keep"),
    *_parts(LINKED, places.place_by_link),
]
