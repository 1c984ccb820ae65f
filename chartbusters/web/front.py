"""What rooms have to say on the first page, which belongs to a room that may not know them."""

from collections.abc import Callable
from typing import NamedTuple

from django.utils.safestring import SafeString


class Part(NamedTuple):
    """A part of the first page: all that it shows, and how it is drawn from that, the same for
    everybody."""

    shows: object
    draw: Callable[[], SafeString]


PARTS: list[Callable[[], Part]] = []  # rooms add theirs when the site is loaded
