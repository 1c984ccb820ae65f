"""What the figures of a jury mean, in words."""

from collections.abc import Mapping
from typing import Any


def agreement_in_words(told: Mapping[str, Any] | None) -> str:
    """One sentence of what Krippendorff's alpha means here."""
    if not told:
        return (
            "How far the jurors agree cannot be told: nothing was judged twice, or all marks are "
            "the same."
        )
    alpha = told["alpha"]
    if alpha >= 0.8:
        meaning = "they heard the same, and another jury would very likely say it again"
    elif alpha >= 0.667:
        meaning = "they agree enough for careful conclusions"
    elif alpha > 0:
        meaning = "they agree little, so what the jury gives is a matter of taste as well"
    else:
        meaning = "they agree no more than chance would, so what the jury gives is taste"
    known = told["low"] is not None and told["high"] is not None
    span = f"{told['low']:.2f} to {told['high']:.2f}, " if known else ""
    return (
        f"Krippendorff's alpha of the jury is {alpha:.2f} ({span}from "
        f"{counted(told['units'], 'entry', 'entries')} that two or more judged); 1 is perfect and "
        f"0 is chance: {meaning}."
    )


def counted(count: int, one: str, many: str = "") -> str:
    return f"{count:,} {one if count == 1 else many or one + 's'}"
