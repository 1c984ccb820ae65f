"""What everybody may read, told to search engines: /sitemap.xml and /robots.txt."""

from collections.abc import Callable, Iterable
from html import escape
from itertools import chain, islice

from django.urls import reverse

MOST = 5_000  # addresses; the format allows ten times as many

# Rooms above know of public things and add theirs when the site is loaded: paths, the most
# important first.
PLACES: list[Callable[[], Iterable[str]]] = []

OPEN = ["landing", "songs", "challenges", "seasons", "studio", "training"]
OPEN += ["help", "accessibility", "terms", "privacy", "imprint"]
# Behind a sign-in, or of no use to anybody who searches.
CLOSED = ["/admin/", "/accounts/", "/api/", "/compositions/", "/desk/"]


def sitemap_drawn(*, site: str) -> str:
    """`site` is what addresses begin with, without a slash at its end."""
    fixed = [reverse(name) for name in OPEN]
    told = chain(fixed, *(places() for places in PLACES))
    rows = "".join(f"<url><loc>{escape(site + path)}</loc></url>\n" for path in islice(told, MOST))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{rows}</urlset>\n'
    )


def robots_drawn(*, site: str) -> str:
    closed = "".join(f"Disallow: {path}\n" for path in CLOSED)
    return f"User-agent: *\n{closed}\nSitemap: {site}{reverse('sitemap')}\n"
