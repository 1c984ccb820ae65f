"""Moments of a copied challenge become such as people write, and stay in their order."""

from datetime import UTC, datetime, timedelta

import pytest

from chartbusters.challenges.rounding import MINUTE, QUARTER, moments_rounded


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2031-01-10T{text}").replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("before", "to", "after"),
    [
        ("19:20:57", QUARTER, "19:30:00"),
        ("19:20:57.000001", MINUTE, "19:21:00"),
        ("19:30:00.5", QUARTER, "19:45:00"),
        ("23:59:00", QUARTER, "23:59:00"),  # as somebody wrote it
        ("18:05:00", QUARTER, "18:05:00"),
    ],
)
def test_no_seconds_stay(before: str, to: timedelta, after: str) -> None:
    assert moments_rounded({"opens_at": at(before)}, to=to) == {"opens_at": at(after)}


def test_none_catches_another_up() -> None:
    close = {"opens_at": at("19:20:10"), "entries_close_at": at("19:21:10")}
    assert moments_rounded(close, to=QUARTER) == {
        "opens_at": at("19:21:00"),
        "entries_close_at": at("19:22:00"),
    }
    closer = {"opens_at": at("19:20:10"), "entries_close_at": at("19:20:20")}
    assert moments_rounded(closer, to=QUARTER) == closer
