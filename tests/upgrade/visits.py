"""What people find at the addresses of an installation; for `facts.py`, which has set Django up."""

import json
import re
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from generation.music.document import from_document

SESSION = "an0ld1nstallat10nsadastayss1gned"
TOKEN = "0123456789abcdef0123456789abcdef01234567"
# What a clock, a guess or the wording of a page decides.
# pages whose heading is the name of what they show
NAMED = re.compile(r"/(@|s/|embed/|challenges/.)")
FLEETING = {
    "now",
    "seconds_left",
    "place",
    "draft",
    "rules",
    "label",
    "stage",
    "method",
    "html",
    "cache_age",
    "csrf",
}


def visit(who: str, address: str) -> dict[str, Any]:
    """What this person finds at an address: the status, and of its content what does not depend on
    the wording."""
    client = Client(SERVER_NAME="localhost", raise_request_exception=False)
    if who == "ada":
        client.cookies[settings.SESSION_COOKIE_NAME] = SESSION
    headers = {"Authorization": f"Token {TOKEN}"} if who == "dario" else {}
    answer = client.get(address, headers=headers)
    return {
        "status": answer.status_code,
        **(content(address, answer) if answer.status_code == 200 else {}),
    }


def content(address: str, answer: HttpResponse) -> dict[str, Any]:
    kind = answer["Content-Type"].partition(";")[0]
    if kind == "application/json":
        return {"kind": kind, "json": lasting(json.loads(answer.content))}
    if kind != "text/html" or not NAMED.match(address):
        return {"kind": kind}
    heading = re.search(r"<h1[^>]*>(.*?)</h1>", answer.content.decode(), re.S)
    return {
        "kind": kind,
        "heading": " ".join(re.sub("<[^>]*>", "", heading[1]).split()) if heading else None,
    }


def lasting(value: Any) -> Any:
    """The JSON without what passes, its songs as their digests."""
    if isinstance(value, list):
        return [lasting(one) for one in value]
    if not isinstance(value, dict):
        return value
    if value.get("format") == "chartbusters-song":
        return {"song": from_document(value).digest}
    return {name: lasting(one) for name, one in value.items() if name not in FLEETING}
