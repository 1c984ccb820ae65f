"""What the site remembers about requests: claimed, kept with the answer, found again, forgotten."""

import hashlib
from datetime import timedelta
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import QuerySet
from django.db.models.functions import Now

from chartbusters.web.errors import Refusal
from chartbusters.web.models import RememberedRequest
from chartbusters.web.prepared_queries import Prepared

KEPT = timedelta(hours=24)


class Asked(NamedTuple):
    """A POST under its Idempotency-Key, before anything is known of it."""

    caller: str
    key: str
    request_hash: str
    user_id: int | None


def _remembered(caller: str, key: str) -> QuerySet[RememberedRequest, Any]:
    rows = RememberedRequest.objects.filter(caller=caller, key=key)
    return rows.values_list("request_hash", "status", "body", "told_once", "session_key")


_REMEMBERED = Prepared(_remembered, "the caller", "the key")


def remembered_request_find(*, asked: Asked) -> Any:
    """What was done under this key: a row with its status and body, or None. Raises `Refusal` (409)
    when that was something else."""
    row = _REMEMBERED.first(asked.caller, asked.key)
    if row is not None and row.request_hash != asked.request_hash:
        message = (
            "This Idempotency-Key was used before for a different request. Nothing was "
            "done; send a fresh key."
        )
        raise Refusal("idempotency_conflict", message, 409, field="Idempotency-Key")
    return row


def remembered_request_claim(*, asked: Asked) -> None:
    """Keeps the key to ourselves until the transaction ends. Raises `Refusal` (409) when another
    has it, or had it.

    Nothing of a claim outlives its connection: a process that dies in the midst leaves the key
    free. On SQLite whoever writes has the lock of all writers, and needs no other.
    """
    if connection.vendor == "postgresql":
        digest = hashlib.sha256(f"{asked.caller}\n{asked.key}".encode()).digest()
        with connection.cursor() as cursor:
            # Not waited for: a thread that waits is missing to others, and the client can come
            # again.
            cursor.execute(
                "SELECT pg_try_advisory_xact_lock(%s)", [int.from_bytes(digest[:8], signed=True)]
            )
            if not cursor.fetchone()[0]:
                raise _in_progress()
    if _REMEMBERED.first(asked.caller, asked.key):
        raise _in_progress()  # done since we looked; whoever asks again gets that answer


def _in_progress() -> Refusal:
    message = "The same request is being worked on. Wait a moment and ask again with the same key."
    return Refusal("in_progress", message, 409, retry_after=1)


def remembered_request_keep(
    *, asked: Asked, status: int, body: str | None, session_key: str = ""
) -> None:
    """Remembers, in the transaction of what was done, that it was; without a body, when nobody may
    read that again."""
    kept = {
        "status": status,
        "body": body or "",
        "told_once": body is None,
        "session_key": session_key,
    }
    RememberedRequest.objects.create(**asked._asdict(), **kept)


def remembered_requests_forget() -> int:
    """Removes idempotency keys older than a day; returns how many."""
    return RememberedRequest.objects.filter(created_at__lt=Now() - KEPT).delete()[0]
