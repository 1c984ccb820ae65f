"""A WSGI application that sleeps, streams and repeats as the address says: what real pages do only
now and then."""

import os
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from urllib.parse import parse_qs

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chartbusters.settings")

import django

django.setup()

from chartbusters.web.serving.bridge import Bridge  # noqa: E402


def odd_site(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    asked = {name: values[0] for name, values in parse_qs(environ["QUERY_STRING"]).items()}
    time.sleep(float(asked.get("sleep", 0)))
    if "until" in asked:  # a file is there
        print("waits for", asked["until"], file=environ["wsgi.errors"], flush=True)
        while not os.path.exists(asked["until"]):
            time.sleep(0.05)
    if "break" in asked:
        raise ValueError("asked to break")
    start_response(
        "200 OK", [("Content-Type", "text/plain"), ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")]
    )
    if "stream" in asked:
        return _stream(int(asked["stream"]))
    if "env" in asked:
        return [str(environ.get(asked["env"], "(none)")).encode()]
    return [asked.get("say", "").encode(), environ["wsgi.input"].read()]


def _stream(size: int) -> Iterator[bytes]:
    for _ in range(size // 1000):
        yield b"x" * 1000


application = Bridge(odd_site)
