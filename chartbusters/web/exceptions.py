"""Every exception a request can cause, turned into a Refusal; None for what is our own fault."""

from collections.abc import Callable

from django.core import exceptions as django_errors
from django.db import DataError, IntegrityError, InterfaceError, OperationalError, ProgrammingError
from django.http import Http404
from django.http.multipartparser import MultiPartParserError
from django.http.request import RawPostDataException, UnreadablePostError
from kombu.exceptions import OperationalError as BrokerError
from redis.exceptions import RedisError
from rest_framework import exceptions as rest_errors

from chartbusters.web.errors import Refusal, field_path, too_large
from generation.errors import Declined
from generation.music.document_checks import DocumentError

_SENTENCES = {
    "not_found": (
        "There is nothing at this address. It may have been removed, or it may be private."
    ),
    "not_authenticated": "Please sign in first. Nothing was changed.",
    "authentication_failed": (
        "We could not sign you in with what was sent. Check the token or sign in again."
    ),
    "permission_denied": "You are signed in, but this is not yours to change or see.",
    "parse_error": (
        "The body of the request could not be read. Check that it is well-formed and complete."
    ),
    "csrf_failed": (
        "The page was open too long or cookies are blocked. Reload the page and try again."
    ),
}

_MIGRATING = "The site is being updated. Nothing was lost; try again shortly."


def refusal_of(error: BaseException) -> Refusal | None:
    """What to tell the client about `error`, or None when the client is not to blame (a 500)."""
    for kinds, translate in _TRANSLATIONS:
        if isinstance(error, kinds):
            return translate(error)
    return None


def _rest_error(error: rest_errors.APIException) -> Refusal:
    if isinstance(error, rest_errors.ValidationError):
        return _first_invalid(error.detail)
    code = error.get_codes()
    code = code if isinstance(code, str) else error.default_code
    if str(error.detail).startswith("CSRF Failed"):
        code = "csrf_failed"
    wait = getattr(error, "wait", None)
    retry_after = None if wait is None else max(1, int(wait + 0.999))
    return Refusal(
        code, _SENTENCES.get(code, str(error.detail)), error.status_code, retry_after=retry_after
    )


def _first_invalid(detail: object) -> Refusal:
    """The first complaint of a serializer, with the path of the value it is about."""
    path: list[str | int] = []
    while isinstance(detail, dict | list) and detail:
        if isinstance(detail, dict):
            key, detail = next(iter(detail.items()))
            if key != "non_field_errors":
                path.append(key)
        else:
            # A list holds messages, or one entry a list item, where the good items are empty.
            index, inner = next(((i, entry) for i, entry in enumerate(detail) if entry), (0, ""))
            if isinstance(inner, dict):
                path.append(index)
            detail = inner
    return Refusal("invalid", str(detail), 400, field_path(path) or None)


def _django_invalid(error: django_errors.ValidationError) -> Refusal:
    if hasattr(error, "error_dict"):
        field, messages = next(iter(error.message_dict.items()))
        return Refusal(
            "invalid", messages[0], 400, None if field == django_errors.NON_FIELD_ERRORS else field
        )
    return Refusal("invalid", error.messages[0])


def _without_table(error: ProgrammingError) -> Refusal | None:
    """PostgreSQL misses a table or a column: the database is being migrated, or nobody has yet.
    SQLite says OperationalError then, which is below."""
    if getattr(error.__cause__, "sqlstate", "") not in ("42P01", "42703"):
        return None
    return Refusal("unavailable", _MIGRATING, 503, retry_after=30)


def _fixed(
    code: str, status: int, message: str, retry_after: int | None = None
) -> Callable[..., Refusal]:
    return lambda error: Refusal(code, message, status, retry_after=retry_after)


def _raced(error: IntegrityError) -> Refusal | None:
    """Services name what they lose a race for; this is for forms of packages, which look first and
    insert then.

    A row that breaks another rule of the database is our own fault, and stays one.
    """
    said = str(error)
    if "UNIQUE constraint failed" in said or "duplicate key value" in said:
        message = (
            "Somebody did the same at this very moment, and was first. Nothing was done; "
            "look, and try once more."
        )
        return Refusal("conflict", message, 409)
    if "FOREIGN KEY constraint failed" in said or "violates foreign key" in said:
        message = "Something this belongs to was removed at this very moment. Nothing was done."
        return Refusal("gone", message, 409)
    return None


_too_many = _fixed(
    "too_many_fields", 400, "The request has more fields or files than any page of ours sends."
)
_out_of_range = _fixed(
    "out_of_range", 400, "A value in the request is outside the range we can store."
)
_unreadable = _fixed("parse_error", 400, _SENTENCES["parse_error"])

# Sorted from the particular to the general: the first row that fits wins.
_TRANSLATIONS: list[
    tuple[type[BaseException] | tuple[type[BaseException], ...], Callable[..., Refusal | None]]
] = [
    (Refusal, lambda error: error),
    (rest_errors.APIException, _rest_error),
    (DocumentError, lambda error: Refusal(error.code, error.message, 400, error.field)),
    (
        Declined,
        lambda error: Refusal(
            error.code, error.message, error.status, error.field, error.retry_after
        ),
    ),
    (Http404, _fixed("not_found", 404, _SENTENCES["not_found"])),
    (
        django_errors.PermissionDenied,
        _fixed("permission_denied", 403, _SENTENCES["permission_denied"]),
    ),
    (django_errors.ValidationError, _django_invalid),
    (
        django_errors.RequestDataTooBig,
        lambda error: too_large(),
    ),
    ((django_errors.TooManyFieldsSent, django_errors.TooManyFilesSent), _too_many),
    ((MultiPartParserError, UnreadablePostError, RawPostDataException), _unreadable),
    (
        django_errors.SuspiciousOperation,
        _fixed("bad_request", 400, "The request looks malformed, so it was refused."),
    ),
    (
        RecursionError,
        _fixed("too_deep", 400, "The value is nested more deeply than anything we know."),
    ),
    ((OverflowError, DataError), _out_of_range),
    (IntegrityError, _raced),
    (
        UnicodeError,
        _fixed("bad_text", 400, "The text contains characters that cannot be stored. Remove them."),
    ),
    (ProgrammingError, _without_table),
    (
        (OperationalError, InterfaceError),
        _fixed(
            "unavailable",
            503,
            "The database does not answer for the moment. Nothing was lost; try again shortly.",
            5,
        ),
    ),
    (
        (BrokerError, RedisError),
        _fixed(
            "unavailable",
            503,
            "A part of the site does not answer. What was saved is safe; try again shortly.",
            5,
        ),
    ),
]
