"""Audio with byte ranges, which browsers need to seek (RFC 9110, section 14); Django's FileResponse
has none."""

import re

from django.db.models.fields.files import FieldFile
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header
from whitenoise.middleware import WhiteNoiseFileResponse
from whitenoise.responders import SlicedFile

_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})", re.ASCII)

Media = HttpResponse | StreamingHttpResponse


def ranged_response(request: HttpRequest, file: FieldFile, etag: str, name: str) -> Media:
    """The file, or the part asked for (206), or 416 for a part beyond its end. `?download` saves it
    under `name`."""
    size = file.size
    span = _span(request, size, f'"{etag}"')
    if span is None:
        response: Media = HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    else:
        response = _part(request, file, *span)
        if span != (0, size) or (
            "Range" in request.headers and _asks_for_part(request, f'"{etag}"')
        ):
            response.status_code = 206
            response["Content-Range"] = f"bytes {span[0]}-{span[1] - 1}/{size}"
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = f'"{etag}"'
    disposition = content_disposition_header("download" in request.GET, name)
    if disposition:
        response["Content-Disposition"] = disposition
    return response


def _asks_for_part(request: HttpRequest, etag: str) -> bool:
    """Whether there is one range that we understand; several, or one for an older file, are
    answered by the whole."""
    match = _RANGE.fullmatch(request.headers.get("Range", "").strip())
    if match is None or match.groups() == ("", "") or request.headers.get("If-Range", etag) != etag:
        return False
    first, last = match.groups()
    return not (first and last and int(last) < int(first))


def _span(request: HttpRequest, size: int, etag: str) -> tuple[int, int] | None:
    """First byte, and the one after the last; None when nothing of the range is inside the file."""
    if not _asks_for_part(request, etag):
        return 0, size
    first, last = _RANGE.fullmatch(request.headers["Range"].strip()).groups()  # type: ignore[union-attr]
    if not first:
        return (max(0, size - int(last)), size) if int(last) and size else None
    return (int(first), min(size, int(last or size) + 1)) if int(first) < size else None


def _part(request: HttpRequest, file: FieldFile, start: int, end: int) -> Media:
    if request.method == "HEAD":
        response: Media = HttpResponse()
    else:
        # An open file, and what it is of: the web server reads it by itself, at the pace of whoever
        # listens.
        response = WhiteNoiseFileResponse(
            SlicedFile(file.storage.open(str(file.name)), start, end - 1)
        )
    response["Content-Type"] = "audio/mpeg"
    response["Content-Length"] = str(end - start)
    return response
