"""Atom feeds (RFC 4287): what is fresh, for readers that ask now and then."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed

from chartbusters.web.shelf import Version, kept

SECONDS = 300  # for which a reader need not ask again

Site = Callable[[str], str]  # a path as a whole address


class Feed(NamedTuple):
    """What a feed is of; `items` are made when it is drawn, with whole addresses."""

    title: str
    link: str  # a path
    items: Callable[[Site], Iterable[dict[str, Any]]]


def feed_response(request: HttpRequest, feed: Feed, version: Version) -> HttpResponse:
    """Drawn once for what is in it: `version` tells all that may change, the title apart."""
    name = ("feed", request.build_absolute_uri(request.path))
    text = kept(name, lambda: (feed.title, feed.link, version()), lambda: _drawn(request, feed))
    return HttpResponse(text, content_type="application/atom+xml; charset=utf-8")


def _drawn(request: HttpRequest, feed: Feed) -> str:
    site = request.build_absolute_uri
    atom = Atom1Feed(
        title=_seen(feed.title),
        link=site(feed.link),
        description="",
        feed_url=site(request.path),
        language="en",
    )
    for item in feed.items(site):
        atom.add_item(**{name: _seen(value) for name, value in item.items()})
    return str(atom.writeString("utf-8"))


def _seen(value: Any) -> Any:
    """A text without what XML cannot hold."""
    return "".join(filter(str.isprintable, value)) if isinstance(value, str) else value
