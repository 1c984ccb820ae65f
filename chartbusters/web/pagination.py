"""Lists in pages, all in one shape: `results`, and the addresses of the `next` and the `previous`
page, or null."""

from typing import Any

from django.core.paginator import Paginator
from rest_framework.pagination import CursorPagination, PageNumberPagination
from rest_framework.request import Request
from rest_framework.response import Response

SIZE = 50
LARGEST = 200


def number_asked(text: str | None) -> int:
    """A key that an address names, as the one before which a page begins; 0 where there is none, or
    none that a row could have."""
    known = digits(text)
    return int(known) if known and len(known) < 19 else 0


def digits(text: str | None) -> str | None:
    """The text, if it is a number in the digits of ASCII. Python reads those of any script, signs
    and underscores."""
    return text if text and text.isascii() and text.isdecimal() else None


class Pages(PageNumberPagination):
    """`?page=2`, for lists that hold still while they are read."""

    page_size = SIZE
    page_size_query_param = "page_size"
    max_page_size = LARGEST

    def get_page_number(self, request: Request, paginator: "Paginator[Any]") -> int | str:
        asked = request.query_params.get(self.page_query_param)
        known = not asked or asked in self.last_page_strings or digits(asked)
        return super().get_page_number(request, paginator) if known else "none"  # which is no page

    def get_page_size(self, request: Request) -> int | None:
        return (
            super().get_page_size(request)
            if digits(request.query_params.get("page_size", "1"))
            else SIZE
        )

    def get_paginated_response(self, data: Any) -> Response:
        return Response(
            {"next": self.get_next_link(), "previous": self.get_previous_link(), "results": data}
        )

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        return envelope(schema)


class Flow(CursorPagination):
    """`?cursor=…`, for lists that grow at the front: nothing is told twice or left out between two
    pages."""

    page_size = SIZE
    page_size_query_param = "page_size"
    max_page_size = LARGEST

    def get_page_size(self, request: Request) -> int | None:
        return (
            super().get_page_size(request)
            if digits(request.query_params.get("page_size", "1"))
            else SIZE
        )

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        return envelope(schema)


def envelope(results: dict[str, Any]) -> dict[str, Any]:
    """What one page looks like in the API's description."""
    address = {"type": ["string", "null"], "format": "uri"}
    properties = {"next": address, "previous": address, "results": results}
    return {"type": "object", "required": list(properties), "properties": properties}
