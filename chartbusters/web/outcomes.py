"""What came of a button is told above the next page: that it is done, or why it was refused."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib import messages
from django.http import HttpRequest

from chartbusters.web.errors import Refusal


@contextmanager
def outcome_told(request: HttpRequest, done: str) -> Iterator[None]:
    """`with outcome_told(request, "It is open."): <a service>` says so, or what the service
    refused."""
    try:
        yield
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, done)
