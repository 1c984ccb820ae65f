"""A walk through every address of ours that answers to a GET, with whatever there is for its
parameters: what a script would read that watches the whole site."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
# What differs from look to look, whatever has happened: clocks, tokens of forms, names of requests.
ALWAYS_OTHER = [
    re.compile(rb'"now": ?"[^"]+"'),
    re.compile(rb"<dt>Now</dt><dd>.*?</dd>", re.DOTALL),
    re.compile(rb'"request_id": ?"[^"]+"|Request id: <code>\w+</code>'),
    re.compile(rb'name="csrfmiddlewaretoken" value="\w+"'),
    re.compile(rb'name="csrf-token" content="\w+"'),
    re.compile(rb'nonce="[^"]+"'),
    re.compile(rb'data-now="[^"]+">[^<]*'),  # how long it still lasts
    re.compile(rb'<p class="left">[^<]*'),  # likewise
    re.compile(rb'<progress max="100" value="\d+" aria-hidden'),  # of a stretch of time
]
TELLING = ("ETag", "Last-Modified", "Location", "Cache-Control", "Retry-After")


def patterns(entries: Any, prefix: str = "") -> Iterator[str]:
    """Every address that our rooms and allauth have, as they are written; but for the
    administration, which lets in nobody that is meant here."""
    for entry in entries:
        place = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield place
        elif isinstance(entry, URLResolver) and place != "admin/":
            yield from patterns(entry.url_patterns, place)


def addresses(known: Mapping[str, Iterable[Any]]) -> list[str]:
    """All addresses with all values that are `known` of their parameters; those of which a value is
    not known are left out, as nobody could ask for them."""
    found = []
    for place in set(patterns(get_resolver().url_patterns)):
        place = place.replace("^", "").replace("$", "").replace(r"\Z", "")
        names = PARAMETER.findall(place)
        for values in product(*(known.get(name, ()) for name in names)):
            filled = place
            for value in values:
                filled = PARAMETER.sub(str(value), filled, count=1)
            found.append(f"/{filled}")
    return sorted(found)


def seen(client: Client, places: Iterable[str]) -> dict[str, tuple[int, bytes, int]]:
    """What each address answers: status, body and headers that tell, and how long it is."""
    return {place: told(client.get(place)) for place in places}


def told(answer: HttpResponse) -> tuple[int, bytes, int]:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    for other in ALWAYS_OTHER:
        body = other.sub(b"", body)
    headers = "\n".join(f"{name}: {answer.headers.get(name)}" for name in TELLING)
    return answer.status_code, body + headers.encode(), len(body)


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    return [place for place in before if before[place] != after[place]]
