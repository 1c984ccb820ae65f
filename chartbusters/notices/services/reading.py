"""What people have read."""

from typing import Any

from django.db.models.functions import Now

from chartbusters.notices.models import Notice


def notice_read(*, notice: Notice) -> None:
    """Twice is as good as once. What was read here need not come by mail."""
    Notice.objects.filter(pk=notice.pk, read_at=None).update(read_at=Now(), mail_due=False)
    notice.refresh_from_db()


def notices_read_all(*, person: Any) -> int:
    """All that the person has; returns how many were unread."""
    unread = Notice.objects.filter(person=person.pk, read_at=None)
    return unread.update(read_at=Now(), mail_due=False)
