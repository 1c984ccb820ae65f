"""The index of the API."""

import re
from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver, path
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

ROOT = "api/v1/"
ADDRESSES = {"type": "object", "additionalProperties": {"type": "string"}}


class Index(APIView):
    permission_classes = [AllowAny]

    @extend_schema(operation_id="index_retrieve", tags=["index"], responses={200: ADDRESSES})
    def get(self, request: Request) -> Response:
        """Every address of the API, as URI templates: put your own values for `{id}` and
        `{slug}`."""
        root = request.build_absolute_uri(f"/{ROOT}")
        return Response({route.rstrip("/"): root + route for route in sorted(routes()) if route})


def routes() -> Iterator[str]:
    """All that is mounted below the root, so that the index cannot forget a room."""
    for entry in get_resolver().url_patterns:
        place = str(entry.pattern)
        if isinstance(entry, URLResolver) and place == ROOT:
            yield from (
                _template(pattern)
                for pattern in entry.url_patterns
                if isinstance(pattern, URLPattern)
            )
        elif isinstance(entry, URLPattern) and place.startswith(ROOT):
            yield place.removeprefix(ROOT)


def _template(pattern: URLPattern) -> str:
    return re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", str(pattern.pattern)).replace("{pk}", "{id}")


urlpatterns = [path("", Index.as_view(), name="api-index")]
