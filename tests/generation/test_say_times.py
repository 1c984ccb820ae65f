"""Times as people say them."""

import pytest

from generation.durations import spoken


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.2, "1 second"),
        (59.5, "a minute"),
        (90.5, "91 seconds"),
        (120, "2 minutes"),
        (121, "3 minutes"),
        (3600, "an hour"),
        (3601, "61 minutes"),
        (7300, "3 hours"),
        (86_400, "a day"),
        (200_000, "3 days"),
    ],
)
def test_it_works(seconds: float, words: str) -> None:
    assert spoken(seconds) == words
