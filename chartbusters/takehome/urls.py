"""Addresses below those of a song: its pages of notes, its scores, its formats."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, path, register_converter

from chartbusters.sharing.addresses import Place, place_by_name, place_by_token
from chartbusters.sharing.urls import NAMED, SECRET
from chartbusters.takehome import views
from chartbusters.takehome.models import ENDINGS


class Ending:
    """The ending of a file that a worker makes."""

    regex = "|".join(ENDINGS.values())

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Ending, "ending")
Find = Callable[..., Place]
# What is part of the address of a song; all else is given to the view.
PLACES = ("username", "slug", "token")


def _at(find: Find, view: Callable[..., Any]) -> Callable[..., Any]:
    """The view, given the place that `find` makes of the address, and the rest of it."""

    def shown(request: HttpRequest, **address: Any) -> HttpResponseBase:
        named = {name: address.pop(name) for name in PLACES if name in address}
        return view(request, find(request, **named), **address)

    return shown


def _parts(prefix: str, find: Find) -> list[URLPattern]:
    return [
        path(f"{prefix}sheet/", _at(find, views.sheet)),
        path(f"{prefix}sheet-<int:part>-<int:page>.svg", _at(find, views.sheet_page)),
        path(f"{prefix}sheet-<int:part>-narrow.svg", _at(find, views.sheet_narrow)),
        path(f"{prefix}song.musicxml", _at(find, views.musicxml)),
        path(f"{prefix}song.mxl", _at(find, views.mxl)),
        path(f"{prefix}song.<ending:ending>", _at(find, views.parcel)),
        path(f"{prefix}formats/", _at(find, views.formats)),
    ]


urlpatterns = [
    *_parts(NAMED, place_by_name),
    path(f"{NAMED}formats/offer/", _at(place_by_name, views.offer)),
    *_parts(SECRET, place_by_token),
]
