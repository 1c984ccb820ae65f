"""oEmbed (https://oembed.com): other sites turn a pasted link into our player."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import Resolver404, resolve, reverse
from django.utils.html import format_html
from django.views.decorators.http import require_safe

from chartbusters.sharing import preview_image
from chartbusters.sharing.addresses import Place, place_by_name, place_by_token, place_embedded
from chartbusters.web.errors import Refusal, error_body

WIDTH, HEIGHT = 600, 200
CACHE_SECONDS = 300
_FINDERS: dict[str, Callable[..., Place]] = {
    "share": place_by_name,
    "secret-share": place_by_token,
    "secret-embed": place_by_token,
    "embed": place_embedded,
}


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
    body = _body(request, _place_of(request, request.GET.get("url", "")), width, height)
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


def _place_of(request: HttpRequest, url: str) -> Place:
    """The song behind one of our own addresses. A dead secret link is 401; what is private looks as
    if it were not."""
    nothing = Refusal("not_found", "There is no song to embed at this address.", 404, "url")
    try:
        parts = urlsplit(url)
        match = resolve(parts.path)
    except (ValueError, Resolver404):
        raise nothing from None
    if (
        parts.scheme not in ("http", "https")
        or parts.netloc != request.get_host()
        or match.url_name not in _FINDERS
    ):
        raise nothing
    try:
        place = _FINDERS[match.url_name](request, **match.kwargs)
    except Refusal:
        if "token" in match.kwargs:
            raise Refusal(
                "private", "This link does not open a song, or not any more.", 401, "url"
            ) from None
        raise nothing from None
    if not place.embeddable:
        raise nothing
    return place


def _body(request: HttpRequest, place: Place, width: int, height: int) -> dict[str, Any]:
    song, owner = place.composition, place.composition.owner
    html = format_html(
        '<iframe src="{}" width="{}" height="{}" title="{}" loading="lazy" frameborder="0"'
        ' sandbox="allow-scripts allow-same-origin allow-popups"></iframe>',
        *(
            request.build_absolute_uri(place.embed_address),
            width,
            height,
            f"{song.title} by {owner.shown_name}",
        ),
    )
    return {
        "version": "1.0",
        "type": "rich",
        "provider_name": "Chartbusters",
        "provider_url": request.build_absolute_uri(reverse("landing")),
        "title": song.title,
        "author_name": owner.shown_name,
        "author_url": request.build_absolute_uri(owner.get_absolute_url()),
        "cache_age": CACHE_SECONDS,
        "thumbnail_url": request.build_absolute_uri(f"{place.address}card.png"),
        "thumbnail_width": preview_image.WIDTH,
        "thumbnail_height": preview_image.HEIGHT,
        "html": html,
        "width": width,
        "height": height,
    }


def _xml(body: dict[str, Any]) -> bytes:
    root = ElementTree.Element("oembed")
    for name, value in body.items():
        ElementTree.SubElement(root, name).text = "".join(
            letter for letter in str(value) if letter.isprintable()
        )
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))
