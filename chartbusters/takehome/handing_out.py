"""A file that a worker made, as an answer."""

from django.core.files.storage import default_storage
from django.http import FileResponse

from chartbusters.takehome.models import ENDINGS, Kind
from chartbusters.web.downloads import file_name

TYPES = {
    Kind.WAV: "audio/wav",
    Kind.FLAC: "audio/flac",
    Kind.STEMS: "application/zip",
}


def parcel_response(title: str, file: str, kind: Kind) -> FileResponse:
    name = file_name(f"{title} stems" if kind == Kind.STEMS else title, ENDINGS[kind])
    stored = default_storage.open(file)
    return FileResponse(stored, as_attachment=True, filename=name, content_type=TYPES[kind])
