"""A shape in words, for whoever does not see it: of one piece, and of two beside each other."""

from collections.abc import Sequence

from scoring.models import ScoreReport
from scoring.scale import Cloud
from scoring.shape import Row, Shape

CLEAR = 10  # points by which two pieces differ clearly
MOST = 3  # groups that are named


def sentence_of(shape: Shape, beside: str) -> str:
    """Where a piece is strongest and where weakest; `beside` is the music it was set beside."""
    known = [(score, row.name) for row in shape.rows if (score := row.scores[0]) is not None]
    if not known:
        return "Nothing of this song could be measured."
    (low, weakest), (high, strongest) = min(known), max(known)
    if low == high:
        return f"All that was measured stands alike beside {beside}: {low:.0f} of 100."
    return (
        f"Nearest to {beside}: {strongest}, {_placed(high, shape.cloud)}; "
        f"farthest: {weakest}, {_placed(low, shape.cloud)}."
    )


def _placed(score: float, cloud: Cloud | None) -> str:
    told = f"{score:.0f} of 100"
    if cloud is None:
        return told
    if score < cloud.low:
        return f"{told}, below nine tenths of it"
    if score > cloud.high:
        return f"{told}, above nine tenths of it"
    return f"{told}, {'above' if score >= cloud.middle else 'below'} half of it"


def differences_of(shape: Shape, names: Sequence[str]) -> str:
    """In which groups two pieces differ clearly, the widest apart first."""
    apart = [(row, row.difference) for row in shape.rows]
    wide = [(row, gap) for row, gap in apart if gap is not None and abs(gap) >= CLEAR]
    wide.sort(key=lambda one: -abs(one[1]))
    if not wide:
        return f"In no group do they lie more than {CLEAR} points apart."
    told = (_further(row, gap, names) for row, gap in wide[:MOST])
    return "; ".join(told) + "."


def _further(row: Row, gap: float, names: Sequence[str]) -> str:
    first, second = (f"{score:.0f}" for score in row.scores if score is not None)
    return f"{row.name}: {names[gap > 0]} is {abs(gap):.0f} points ahead ({first} and {second})"


def apart_because(reports: Sequence[ScoreReport]) -> str:
    """Why two scores cannot be set beside each other; empty where they can."""
    first, second = reports
    if first.version != second.version:
        return (
            f"One was measured by version {first.version} of the metrics, the other by version "
            f"{second.version}: their scores are on different scales."
        )
    if first.genre != second.genre:
        return f"One was set beside {first.beside}, the other beside {second.beside}."
    return ""
