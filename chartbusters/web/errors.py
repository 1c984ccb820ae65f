"""How the site says no: one exception, one JSON shape, for every door."""

from collections.abc import Sequence
from typing import TypedDict, TypeVar

from chartbusters.web.request_ids import current_request_id
from generation.errors import Declined

Row = TypeVar("Row")


class ErrorBody(TypedDict, total=False):
    """The body of every error of the API; `field` stands only when one part of the request is at
    fault."""

    code: str
    message: str
    field: str
    request_id: str


class Refusal(Declined):
    """What a client, or an organiser, is told when the site declines."""

    def headers(self) -> dict[str, str]:
        return {} if self.retry_after is None else {"Retry-After": str(self.retry_after)}


def too_large() -> Refusal:
    return Refusal(
        "too_large",
        "That is larger than we accept. Nothing was stored; send something smaller.",
        413,
    )


def still_there(row: Row | None) -> Row:
    """A row that this request saw before and has locked now. Raises `Refusal` when it was removed
    in between."""
    if row is None:
        raise Refusal(
            "gone",
            "It was removed at this very moment, here or in another window. Nothing was done.",
            409,
        )
    return row


def error_body(code: str, message: str, field: str | None = None) -> ErrorBody:
    """Body of an error answer, with the id by which its lines in the log are found."""
    body: ErrorBody = {"code": code, "message": message, "request_id": current_request_id()}
    if field:
        body["field"] = field
    return body


def field_path(parts: Sequence[str | int]) -> str:
    """`["tracks", 2, "notes"]` as people write it: `tracks[2].notes`."""
    path = ""
    for part in parts:
        path += f"[{part}]" if isinstance(part, int) else f".{part}" if path else str(part)
    return path
