"""What the site remembers about requests: begun, finished, dropped, forgotten."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models.functions import Now

from chartbusters.web.errors import Refusal
from chartbusters.web.models import RememberedRequest

KEPT = timedelta(hours=24)
ABANDONED = timedelta(minutes=2)  # longer than any request lives: the process that began it is gone


def remembered_request_begin(
    *, caller: str, key: str, request_hash: str, user_id: int | None
) -> tuple[RememberedRequest, bool]:
    """The row of this key, and whether the caller is the first, who must finish or drop it. Raises `Refusal` (409)."""
    try:
        with transaction.atomic():
            fields = {"caller": caller, "key": key, "request_hash": request_hash, "user_id": user_id}
            return RememberedRequest.objects.create(**fields), True
    except IntegrityError:
        pass  # the unique constraint chose one of two requests that came at once; this is the other
    if (row := RememberedRequest.objects.filter(caller=caller, key=key).first()) is None:
        raise _in_progress()  # the first was just dropped
    if row.request_hash != request_hash:
        message = "This Idempotency-Key was used before for a different request. Nothing was done; send a fresh key."
        raise Refusal("idempotency_conflict", message, 409, field="Idempotency-Key")
    if row.status is None:
        return _take_over(row), True
    return row, False


def _take_over(row: RememberedRequest) -> RememberedRequest:
    """The row of a request whose process died. Compare and set: of two that try, one gets it."""
    abandoned = RememberedRequest.objects.filter(
        pk=row.pk, status=None, created_at=row.created_at, created_at__lt=Now() - ABANDONED
    )
    if not abandoned.update(created_at=Now()):
        raise _in_progress()
    return row


def _in_progress() -> Refusal:
    message = "The same request is being worked on. Wait a moment and ask again with the same key."
    return Refusal("in_progress", message, 409, retry_after=1)


def remembered_request_finish(*, remembered: RememberedRequest, status: int, body: str, session_key: str = "") -> None:
    RememberedRequest.objects.filter(pk=remembered.pk).update(status=status, body=body, session_key=session_key)


def remembered_request_drop(*, remembered: RememberedRequest) -> None:
    RememberedRequest.objects.filter(pk=remembered.pk, status=None).delete()


def remembered_requests_forget() -> int:
    """Removes idempotency keys older than a day; returns how many."""
    return RememberedRequest.objects.filter(created_at__lt=Now() - KEPT).delete()[0]
