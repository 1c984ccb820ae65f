"""Workers and the scheduler look for a broker that is away often enough, however long it has
been."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from celery import current_app
from kombu.exceptions import OperationalError
from kombu.utils import functional

from chartbusters.ops.sending import LONGEST_PAUSE
from tests.brokers import point_celery_at


@pytest.fixture(autouse=True)
def _no_broker(tmp_path: Path) -> Iterator[None]:
    point_celery_at(f"redis+socket://{tmp_path}/none.sock")
    yield
    point_celery_at("memory://")


def test_it_works(monkeypatch: pytest.MonkeyPatch) -> None:
    """Celery's own pauses grow to half a minute: after a long absence that long again until the
    first job."""
    monkeypatch.setattr(functional, "sleep", lambda seconds: None)
    pauses: list[float] = []
    with current_app.connection_for_read() as connection, pytest.raises(OperationalError):
        connection.ensure_connection(lambda error, pause: pauses.append(pause), 20)
    assert len(pauses) > 10
    assert max(pauses) <= LONGEST_PAUSE


def test_they_never_give_up() -> None:
    """A worker that had tried a hundred times would end, and with it what its children are
    doing."""
    assert current_app.conf.broker_connection_max_retries is None
