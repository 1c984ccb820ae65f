"""A real worker packs the archive, and tidies up after somebody who has left."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.files.storage import default_storage

from chartbusters.leaving import services
from chartbusters.leaving.models import Export
from tests.chartbusters.leaving.lives import Life
from tests.workers import LiveWorker

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_it_works(live_worker: LiveWorker, life: Life, eventually: Callable[..., Any]) -> None:
    export = services.export_request(owner=life.person)
    eventually(lambda: Export.objects.get(pk=export.pk).state == "done", what="the archive")
    file = Export.objects.get(pk=export.pk).files[-1]
    assert default_storage.exists(file) and Session.objects.exists()
    services.person_erase(person=life.person, by=life.person)
    eventually(lambda: not default_storage.exists(life.file), what="the recording to go")
    eventually(
        lambda: not Session.objects.exists() and not default_storage.exists(file),
        what="sessions and archive",
    )
