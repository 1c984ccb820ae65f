"""An endpoint on a receiver of this machine, which the settings let through."""

import ipaddress
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import LazySettings

from chartbusters.webhooks import services
from chartbusters.webhooks.kinds import KINDS
from chartbusters.webhooks.models import Delivery, Endpoint
from tests.chartbusters.webhooks.receivers import Receiver


@pytest.fixture
def receiver(settings: LazySettings) -> Iterator[Receiver]:
    with Receiver().running() as server:
        settings.WEBHOOK_NETWORKS = [ipaddress.ip_network("127.0.0.0/8")]
        settings.WEBHOOK_PORTS = {443, server.server_address[1]}
        settings.WEBHOOK_HTTP = True
        yield server


@pytest.fixture(autouse=True)
def _kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    for kind in ("board.sealed", "entry.submitted"):
        monkeypatch.setitem(KINDS, kind, "Something has happened")


@pytest.fixture(autouse=True)
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Messages to workers, which no worker takes here."""
    names: list[str] = []
    monkeypatch.setattr(
        "celery.current_app.send_task", lambda name, *words, **options: names.append(name)
    )
    return names


@pytest.fixture
def endpoint_at(staff: Any) -> Callable[..., tuple[Endpoint, str]]:
    """`endpoint_at(url)` is an endpoint of the whole site, with its secret."""

    def made(url: str, subject: str = "") -> tuple[Endpoint, str]:
        return services.endpoint_create(subject=subject, url=url, kinds=["board.sealed"], by=staff)

    return made


@pytest.fixture
def delivery_to(endpoint_at: Callable[..., Any]) -> Callable[..., Delivery]:
    """`delivery_to(url)` waits to be sent."""

    def made(url: str, key: str = "1") -> Delivery:
        endpoint = Endpoint.objects.filter(url=url).first() or endpoint_at(url)[0]
        services.webhook_send(
            kind="board.sealed", subject="challenge:1", payload={"key": key}, key=key
        )
        return Delivery.objects.get(endpoint=endpoint, body__contains=f'"key":"{key}"')

    return made
