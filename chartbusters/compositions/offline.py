"""The studio without a line: its page for nobody, the worker that keeps it, and what a browser
installs.

All of it is the same for everybody. What a browser keeps has no person in it, and what a person
asks for is not kept.
"""

import hashlib
import json
import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from chartbusters.web.soundfont import instrument_url
from chartbusters.web.templatetags.layout import soundfont_address

WORKER = settings.BASE_DIR / "frontend" / "dist" / "offline"
# esbuild names shared parts by their content, the site all that its pages name
BY_CONTENT = "chunks/"
BAND = ("0", "33", "48", "drums")  # what a new song and most bands sound by
NAMED = re.compile(r"""(?:href|src|content)="([^"]+)\"""")
ICONS = {"icon-192.png": "any", "icon-512.png": "any", "icon-maskable-512.png": "maskable"}
fresh = cache_control(no_cache=True)


class Kept(NamedTuple):
    """A version of the studio: its page as nobody sees it, and what that page needs."""

    version: str
    page: str
    addresses: dict[str, list[str]]


@require_safe
@fresh
def shell(request: HttpRequest) -> HttpResponse:
    """The studio's page as nobody sees it. Of another version than was asked for there is none:
    what a browser keeps is of one."""
    kept = _kept(soundfont_address())
    if request.GET.get("v") != kept.version:
        raise Http404
    return HttpResponse(kept.page)


@require_safe
@fresh
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker. Its place bounds it to the studio's own pages."""
    script = WORKER / "worker.js"
    if settings.DEBUG or not script.exists():  # files that change under their names are not kept
        raise Http404
    kept = _kept(soundfont_address())
    told = {
        "version": kept.version,
        "page": reverse("studio"),
        "shell": f"{reverse('studio-shell')}?v={kept.version}",
        "instruments": soundfont_address(),
        **kept.addresses,
    }
    text = f"const KEPT = {json.dumps(told)};\n{script.read_text()}"
    return HttpResponse(text, content_type="text/javascript; charset=utf-8")


@require_safe
@cache_control(max_age=3600)
def app(request: HttpRequest) -> HttpResponse:
    """What a browser that installs the studio shows of it."""
    icons = [
        {
            "src": static(f"img/app/{name}"),
            "sizes": "x".join(re.findall(r"\d+", name) * 2),
            "type": "image/png",
            "purpose": purpose,
        }
        for name, purpose in ICONS.items()
    ]
    facts = {
        "id": reverse("studio"),
        "name": "Chartbusters studio",
        "short_name": "Chartbusters",
        "description": "Play or import a melody, let a model join in, and enter a challenge.",
        "start_url": reverse("studio"),
        "scope": reverse("landing"),
        "display": "standalone",
        "background_color": "#faf6ee",
        "theme_color": "#faf6ee",
        "icons": icons,
    }
    return JsonResponse(facts, content_type="application/manifest+json")


@lru_cache(maxsize=2)
def _kept(font: str) -> Kept:
    """Drawn once for each sound bank: everything else changes with the process."""
    page = render_to_string("compositions/studio.html", {"shared": True, "shell": True})
    named = [name for name in NAMED.findall(page) if name.startswith(settings.STATIC_URL)]
    parts = [f"dist/{name}" for name in _parts()]
    by_content = [name for name in parts if name.startswith(f"dist/{BY_CONTENT}")]
    others = [name for name in parts if name not in by_content]
    addresses = {
        "pinned": [*dict.fromkeys(named), *map(_plain, by_content), *_band()],
        "loose": [
            *map(_plain, others),
            *(reverse(name) for name in ("api-presets", "api-models", "studio-app")),
        ],
    }
    contents = [page, addresses, [static(name) for name in others]]
    return Kept(hashlib.sha256(json.dumps(contents).encode()).hexdigest()[:16], page, addresses)


def _parts() -> list[str]:
    """Scripts that the studio's scripts load by themselves."""
    listed: Path = WORKER / "parts.json"
    return list(json.loads(listed.read_text())) if listed.exists() else []


def _band() -> list[str]:
    """Kept from the beginning; others as soon as a song has asked for them."""
    try:
        return [instrument_url(name) for name in BAND]
    except FileNotFoundError:
        return []


def _plain(name: str) -> str:
    """The address by which one script finds another beside it."""
    return f"{settings.STATIC_URL}{name}"
