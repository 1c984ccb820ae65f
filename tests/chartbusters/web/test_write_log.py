"""What stands in the log, whatever is sent to the site."""

import io
import logging
from collections.abc import Iterator
from logging.config import DictConfigurator  # type: ignore[attr-defined]

import pytest
from django.conf import settings
from django.test import Client

from chartbusters.web.redaction import LONGEST
from chartbusters.web.request_ids import RequestIdFilter


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What a log that is set up as ours says meanwhile."""
    line = {**settings.LOGGING["formatters"]["line"]}  # configuring takes things out of it
    handler = logging.StreamHandler(io.StringIO())
    handler.setFormatter(DictConfigurator(settings.LOGGING).configure_formatter(line))
    handler.addFilter(RequestIdFilter())
    logging.getLogger().addHandler(handler)
    yield handler.stream
    logging.getLogger().removeHandler(handler)


@pytest.mark.django_db
def test_long_addresses_are_cut(client: Client, written: io.StringIO) -> None:
    assert client.get("/nothing/" + "x" * 30_000).status_code == 404
    lines = written.getvalue().splitlines()
    assert "Not Found: /nothing/xxx" in lines[-1] and lines[-1].endswith("characters)")
    assert len(lines[-1]) < LONGEST + 200


def test_short_ones_and_tracebacks_are_not(written: io.StringIO) -> None:
    try:
        raise ValueError("y" * (LONGEST + 1))
    except ValueError:
        logging.getLogger("chartbusters").exception("short")
    said = written.getvalue()
    assert "] short\nTraceback" in said, said[:300]
    assert "y" * (LONGEST + 1) in said
