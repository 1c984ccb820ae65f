"""Files that came with a request, from a form or a program."""

from django.core.exceptions import TooManyFilesSent
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from rest_framework.request import Request

from chartbusters.web.errors import Refusal
from chartbusters.web.pagination import digits
from generation.dataset_files import Sent
from generation.models import MOST_FILES

FIELD = "files"
TOO_MANY = (
    f"These are more than {MOST_FILES} files, the most that a data set takes. Nothing was stored; "
    "choose some of them."
)


def files_sent(request: HttpRequest | Request) -> list[Sent]:
    """In the order in which they came; fields that browsers send for no file are none."""
    try:
        files: MultiValueDict[str, UploadedFile] = request.FILES
    except TooManyFilesSent as error:
        raise Refusal("too_many_files", TOO_MANY, 400, FIELD) from error
    found = [(file, bytes(file.read())) for file in files.getlist(FIELD)]
    return [Sent(file.name or "", data) for file, data in found if file.name or data]


def numbers_sent(values: list[str]) -> list[int]:
    """Numbers of pieces, as fields of a form have them. Raises `Refusal`."""
    read = [digits(value[:9]) for value in values]
    if not all(read) or len(read) > MOST_FILES:
        raise Refusal("bad_number", "A piece is named by its number.", 400, "without")
    return [int(value) for value in read if value]
