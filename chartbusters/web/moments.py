"""Moments that come as text, from the fields of forms and from links."""

from datetime import UTC, datetime

from django.utils.dateparse import parse_datetime


def moment_parsed(text: str) -> datetime | None:
    """Date and time as ISO 8601 writes them, with or without an offset; None for anything else, and
    for what lies outside of the years that UTC has."""
    try:
        moment = parse_datetime(text)
        if moment and moment.tzinfo:
            moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return moment
