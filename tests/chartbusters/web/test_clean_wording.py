"""What people write is refused where it is too long, or nothing of it can be seen; it is
never cut."""

import pytest

from chartbusters.web.errors import Refusal
from chartbusters.web.wording import fitting_line, fitting_prose, needed_line

FITTING = [fitting_line, fitting_prose, needed_line]


@pytest.mark.parametrize("fitting", FITTING)
def test_it_counts_what_is_seen(fitting: object) -> None:
    assert fitting("e\u0301\u200b" * 60, most=60, field="title") == "é" * 60  # type: ignore[operator]


@pytest.mark.parametrize("fitting", FITTING)
@pytest.mark.parametrize("text", ["a" * 61, "\u200b" * 1_000_000 + "a"])
def test_it_rejects_what_is_too_long(fitting: object, text: str) -> None:
    with pytest.raises(Refusal) as refusal:
        fitting(text, most=60, field="title")  # type: ignore[operator]
    assert (refusal.value.code, refusal.value.field) == ("too_long", "title")


def test_it_rejects_what_nobody_sees_where_a_name_is_needed() -> None:
    with pytest.raises(Refusal) as refusal:
        needed_line("\u200b\u3164 ", most=60, field="title")
    assert (refusal.value.code, refusal.value.field) == ("invalid", "title")
