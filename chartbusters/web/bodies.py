"""How large the body of a request may be, by its address: a song fits into what all may send, and
files to train on are many."""

import io
import re

from django.conf import settings
from django.http import HttpRequest

MANY_FILES = re.compile(
    r"/api/v1/datasets/([0-9a-f-]{36}/files/)?|/train/data/(new|[0-9a-f-]{36}/files)/"
)


def takes_many_files(path: str) -> bool:
    return MANY_FILES.fullmatch(path) is not None


def largest_body(path: str) -> int:
    """In bytes."""
    if takes_many_files(path):
        return settings.FILES_UPLOAD_MAX_SIZE
    return settings.DATA_UPLOAD_MAX_MEMORY_SIZE


def whole_body(request: HttpRequest) -> bytes:
    """As `request.body`, which knows one bound for all addresses; the middleware has refused what
    is larger than ours."""
    if not hasattr(request, "_body"):
        request._body = request.read()
        request._stream = io.BytesIO(request._body)
    return request._body
