"""Events for the tests of notices, and a site that sends mail."""

from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress

from chartbusters.notices.kinds import KINDS, Kind
from chartbusters.notices.services import event_record

Record = Callable[..., None]


@pytest.fixture
def recorded(db: None, monkeypatch: Any) -> Record:
    """`recorded(alice, "1")`: that a tune of hers was heard, which is mailed, to her alone."""
    kind = Kind("heard", "a tune of yours is heard", "{label} was heard", mailed=True)
    monkeypatch.setitem(KINDS, "heard", kind)

    def record(person: Any, key: str = "1", **fields: Any) -> None:
        about = {
            "label": "Your tune",
            "address": "/studio/",
            "audience": f"person:{getattr(person, 'pk', 0)}",
        }
        event_record(kind="heard", key=key, **{**about, **fields})

    return record


@pytest.fixture
def mailed(settings: Any) -> Callable[[Any], Any]:
    """`mailed(alice)`: the site sends mail, and alice has confirmed her address."""
    settings.MAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    def confirm(person: Any) -> Any:
        EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
        return person

    return confirm
