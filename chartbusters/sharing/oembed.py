"""oEmbed (https://oembed.com): other sites turn a pasted link into our player."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit
from xml.etree import ElementTree

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import Resolver404, ResolverMatch, resolve, reverse
from django.utils.html import format_html
from django.views.decorators.http import require_safe

from chartbusters.compositions.models import DEEDS, Licence
from chartbusters.sharing import preview_image
from chartbusters.sharing.addresses import place_by_name, place_by_token, place_embedded
from chartbusters.sharing.entry_places import (
    EntryPlace,
    place_of_entry,
    place_on_board,
    place_on_page,
)
from chartbusters.sharing.sounds import Shown
from chartbusters.web.errors import Refusal, error_body

WIDTH, HEIGHT = 600, 200
CACHE_SECONDS = 300
_FINDERS: dict[str, Callable[..., Shown]] = {
    "share": place_by_name,
    "secret-share": place_by_token,
    "secret-embed": place_by_token,
    "embed": place_embedded,
    "entry": place_on_page,
    "entry-embed": place_of_entry,
    "leaderboard": place_on_board,
}
_ROW = re.compile(r"row-(\d{1,9})", re.ASCII)  # of a board, as its page names them


@require_safe
def oembed(request: HttpRequest) -> HttpResponse:
    try:
        return _answer(request)
    except Refusal as refusal:
        # JSON although it is no address of the API: programs ask here.
        return JsonResponse(
            error_body(refusal.code, refusal.message, refusal.field), status=refusal.status
        )


def _answer(request: HttpRequest) -> HttpResponse:
    kind = request.GET.get("format", "json")
    if kind not in ("json", "xml"):
        raise Refusal("unknown_format", "We answer in json or xml.", 501, "format")
    width, height = _at_most(request, "maxwidth", WIDTH), _at_most(request, "maxheight", HEIGHT)
    body = _body(request, place_at(request, request.GET.get("url", "")), width, height)
    if kind == "xml":
        return HttpResponse(_xml(body), content_type="text/xml; charset=utf-8")
    return JsonResponse(body)


def _at_most(request: HttpRequest, name: str, most: int) -> int:
    text = request.GET.get(name, "")
    if not text:
        return most
    if not (text.isascii() and text.isdecimal() and int(text[:9])):
        raise Refusal("invalid", f"{name} is a number of pixels, 1 or more.", field=name)
    return min(most, int(text[:9]))


def place_at(request: HttpRequest, url: str) -> Shown:
    """The song behind one of our own addresses. A dead secret link is 401; what is private looks as
    if it were not."""
    try:
        parts = urlsplit(url)
        match = _resolved(parts.path)
    except (ValueError, Resolver404):
        raise Refusal("not_found", _NOTHING, 404, "url") from None
    ours = parts.scheme in ("http", "https") and parts.netloc == request.get_host()
    if not ours or match.url_name not in _FINDERS:
        raise Refusal("not_found", _NOTHING, 404, "url")
    place = _found(request, match, parts.fragment)
    if not place.embeddable:
        raise Refusal("not_found", _NOTHING, 404, "url")
    return place


_NOTHING = "There is no song to embed at this address."


def _resolved(path: str) -> ResolverMatch:
    """People paste addresses without their last slash, which browsers would be sent to."""
    try:
        return resolve(path)
    except Resolver404:
        return resolve(f"{path}/")


def _found(request: HttpRequest, match: ResolverMatch, fragment: str) -> Shown:
    named = dict(match.kwargs)
    if match.url_name == "leaderboard":
        row = _ROW.fullmatch(fragment)
        if row is None:
            raise Refusal("not_found", _NOTHING, 404, "url")
        named["number"] = int(row[1])
    try:
        return _FINDERS[match.url_name or ""](request, **named)
    except Refusal:
        if "token" in named:
            message = "This link does not open a song, or not any more."
            raise Refusal("private", message, 401, "url") from None
        raise Refusal("not_found", _NOTHING, 404, "url") from None


def _src(request: HttpRequest, place: Shown) -> str:
    """The player's address, with what the asker wants of it."""
    asked = {name: request.GET[name] for name in _PASSED if name in request.GET}
    known = {name: value for name, value in asked.items() if _PASSED[name].fullmatch(value)}
    query = f"?{urlencode(known)}" if known else ""
    return request.build_absolute_uri(place.embed_address) + query


_YES_NO = re.compile("true|false")
_PASSED = {
    "auto_play": _YES_NO,
    "show_artwork": _YES_NO,
    "color": re.compile("#?[0-9A-Fa-f]{6}", re.ASCII),
}


def _body(request: HttpRequest, place: Shown, width: int, height: int) -> dict[str, Any]:
    site = request.build_absolute_uri
    html = format_html(
        '<iframe src="{}" width="{}" height="{}" title="{}" loading="lazy" frameborder="0"'
        ' allow="autoplay" sandbox="allow-scripts allow-same-origin allow-popups'
        ' allow-downloads"></iframe>',
        *(_src(request, place), width, height, f"{place.title} by {place.maker}"),
    )
    result = place.result if isinstance(place, EntryPlace) else None
    body = {
        "version": "1.0",
        "type": "rich",
        "provider_name": "Chartbusters",
        "provider_url": site(reverse("landing")),
        "title": f"{place.title} ({result.words})" if result else place.title,
        "author_name": place.maker,
        "author_url": site(place.maker_address),
        "cache_age": CACHE_SECONDS,
        "thumbnail_url": site(f"{place.address}card.png"),
        "thumbnail_width": preview_image.WIDTH,
        "thumbnail_height": preview_image.HEIGHT,
        "license": Licence(place.licence).label,
    }
    if place.licence in DEEDS:
        body["license_url"] = DEEDS[Licence(place.licence)]
    return {**body, "html": html, "width": width, "height": height}


def _xml(body: dict[str, Any]) -> bytes:
    root = ElementTree.Element("oembed")
    for name, value in body.items():
        ElementTree.SubElement(root, name).text = "".join(
            letter for letter in str(value) if letter.isprintable()
        )
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))
