"""Prizes of a challenge: a place and its words, the first place first."""

from typing import Any

from chartbusters.web.errors import Refusal
from chartbusters.web.wording import fitting_line, needed_line

MOST_PRIZES, LONGEST_PLACE, LONGEST_PRIZE = 6, 30, 200
UNFIT = 'Prizes are a list of {"place": …, "words": …}. Nothing was saved.'


def prizes_cleaned(rows: Any) -> list[dict[str, str]]:
    """The prizes as they are kept. Raises `Refusal`."""
    if not isinstance(rows, list) or not all(map(_is_prize, rows)):
        raise Refusal("unfit_prizes", UNFIT, field="prizes")
    if len(rows) > MOST_PRIZES:
        message = f"A challenge has {MOST_PRIZES} prizes at most. Nothing was saved."
        raise Refusal("too_many", message, field="prizes")
    return [_cleaned(row) for row in rows]


def _is_prize(row: Any) -> bool:
    return (
        isinstance(row, dict)
        and set(row) == {"place", "words"}
        and all(isinstance(value, str) for value in row.values())
    )


def _cleaned(row: dict[str, str]) -> dict[str, str]:
    try:
        return {
            "place": needed_line(row["place"], most=LONGEST_PLACE, field="place of a prize"),
            "words": fitting_line(row["words"], most=LONGEST_PRIZE, field="words of a prize"),
        }
    except Refusal as refusal:
        raise Refusal(refusal.code, refusal.message, field="prizes") from None


def prizes_in_words(rows: list[dict[str, str]]) -> str:
    return "; ".join(": ".join(filter(None, [row["place"], row["words"]])) for row in rows)
