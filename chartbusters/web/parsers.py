"""JSON from strangers: bounded in size, depth, number and range of values, and without text a
database cannot hold."""

import json
import math
from collections.abc import Mapping
from itertools import chain
from typing import IO, Any, NoReturn

from django.conf import settings
from rest_framework.parsers import BaseParser
from rest_framework.renderers import JSONRenderer

from chartbusters.web.errors import Refusal, too_large
from chartbusters.web.letting_go import remember_brought

DEEPEST = 32
# A song of 20,000 notes has 100,000 (a list and four numbers each), and 14,000 more with all
# changes of tempo and metre that it may have. Twice that, so that one too long for us is still told
# which bound of a song it passed.
MOST_VALUES = 250_000
LARGEST_INTEGER = 2**63 - 1  # bigint, the widest integer both databases store


class BoundedJSONParser(BaseParser):
    """Reads a JSON body, or refuses it with one sentence on what is wrong."""

    media_type = "application/json"
    renderer_class = JSONRenderer

    def parse(
        self,
        stream: IO[bytes],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        body = stream.read(settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
        if len(body) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            raise too_large()
        value = read_json(body)
        if parser_context and isinstance(value, dict | list):
            remember_brought(parser_context["request"], value)
        return value


def read_json(body: bytes) -> Any:
    """The value of a JSON text in UTF-8. Raises `Refusal`."""
    _check_number(body)
    try:
        text = body.decode("utf-8-sig")
        value = json.loads(text, parse_int=_integer, parse_float=_float, parse_constant=_constant)
    except RecursionError:
        _refuse_depth()
    except ValueError as error:  # also what json raises
        raise Refusal(
            "parse_error", f"The body of the request is not JSON in UTF-8: {error}."
        ) from error
    _check_depth(value)
    if "\\u" in text.lower() or "\0" in text:
        _check_text(value)
    return value


def _check_number(body: bytes) -> None:
    """Counted in the bytes, before anything is built: 2.4 MB of `{}` become 60 MB. Commas within
    texts count too."""
    if body.count(b",") + body.count(b"[") + body.count(b"{") > MOST_VALUES:
        raise Refusal(
            "too_many_values",
            f"The body holds more than {MOST_VALUES:,} values, which nothing we know does. "
            "Nothing was stored.",
        )


def _integer(digits: str) -> int:
    # Measured on the digits: turning a million of them into a number takes seconds.
    if len(digits) > 20 or abs(number := int(digits)) > LARGEST_INTEGER:
        raise Refusal(
            "out_of_range", "A whole number in the body is larger than anything we can store."
        )
    return number


def _float(digits: str) -> float:
    number = float(digits)
    if math.isinf(number):
        raise Refusal("out_of_range", "A number in the body is larger than anything we can store.")
    return number


def _constant(name: str) -> NoReturn:
    raise Refusal("parse_error", f"{name} is not JSON.")


def _check_depth(value: Any) -> None:
    layer = [value]
    for _ in range(DEEPEST):
        layer = list(chain.from_iterable(map(_inside, layer)))
        if not layer:
            return
    _refuse_depth()


def _inside(value: Any) -> list[Any]:
    """The objects and lists inside of one."""
    if not isinstance(value, dict | list):
        return []
    inner = value.values() if isinstance(value, dict) else value
    return [each for each in inner if isinstance(each, dict | list)]


def _refuse_depth() -> NoReturn:
    raise Refusal(
        "too_deep", f"The body is nested more than {DEEPEST} deep, which nothing we know is."
    )


def _check_text(value: Any) -> None:
    """Refuses NUL, which PostgreSQL cannot store, and half characters, which are not text."""
    if isinstance(value, str):
        if "\0" in value or any("\ud800" <= character <= "\udfff" for character in value):
            raise Refusal(
                "bad_text",
                "The text contains characters that cannot be stored. Remove them and send again.",
            )
    elif isinstance(value, dict):
        for key, inner in value.items():
            _check_text(key)
            _check_text(inner)
    elif isinstance(value, list):
        for inner in value:
            _check_text(inner)
