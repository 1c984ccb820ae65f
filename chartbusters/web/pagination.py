"""Lists in pages, all in one shape: `results`, and the addresses of the `next` and the `previous` page, or null."""

from typing import Any

from rest_framework.pagination import CursorPagination, PageNumberPagination
from rest_framework.response import Response

SIZE = 50
LARGEST = 200


class Pages(PageNumberPagination):
    """`?page=2`, for lists that hold still while they are read."""

    page_size = SIZE
    page_size_query_param = "page_size"
    max_page_size = LARGEST

    def get_paginated_response(self, data: Any) -> Response:
        return Response({"next": self.get_next_link(), "previous": self.get_previous_link(), "results": data})

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        return envelope(schema)


class Flow(CursorPagination):
    """`?cursor=…`, for lists that grow at the front: nothing is told twice or left out between two pages."""

    page_size = SIZE
    page_size_query_param = "page_size"
    max_page_size = LARGEST

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        return envelope(schema)


def envelope(results: dict[str, Any]) -> dict[str, Any]:
    """What one page looks like in the API's description."""
    address = {"type": ["string", "null"], "format": "uri"}
    properties = {"next": address, "previous": address, "results": results}
    return {"type": "object", "required": list(properties), "properties": properties}
