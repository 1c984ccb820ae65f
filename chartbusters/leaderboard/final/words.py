"""Why an entry stands where it stands on the final board, in sentences with the figures."""

from collections.abc import Iterable
from typing import Any

from chartbusters.jury.wording import counted
from chartbusters.leaderboard.final.inputs import PARTS
from chartbusters.leaderboard.final.models import FinalStanding

NAMES = {"public": "Votes", "jury": "Jury", "metrics": "Metrics"}


def why(row: FinalStanding, board: dict[str, Any], same: Iterable[Any] = ()) -> list[str]:
    """What each part gave, in the order of the parts; `board` is what all rows have in common,
    `same` are the rows with the same final figure."""
    told = [_result(row, board), *(_part(part, row, board) for part in PARTS)]
    return [sentence for sentence in (*told, _same(same)) if sentence]


def _result(row: FinalStanding, board: dict[str, Any]) -> str:
    if row.final is None or row.low is None or row.high is None:
        return f"No part that counts knows of it, so it may be anywhere: {_rank(row, board)}."
    return (
        f"Final {hundred(row.final)} of 100, and surely (95 %) between {hundred(row.low)} and "
        f"{hundred(row.high)}: {_rank(row, board)}."
    )


def _rank(row: FinalStanding, board: dict[str, Any]) -> str:
    if row.entry.compared_at:
        return "no place, as it is there to compare with"
    return f"rank {row.rank} of {board.get('among', board['entries'])}"


def _part(part: str, row: FinalStanding, board: dict[str, Any]) -> str:
    weight, share = board["weights"][part], row.shares[part]
    if not weight:
        return ""
    missing = board["missing"].get(part) or SILENT[part]
    if share is None:
        rest = "" if row.final is None else " The other parts carry that here."
        return f"{NAMES[part]} were to count {weight} percent. {missing}{rest}"
    used = row.figures["weights"][part]
    told = WORDS[part](row.figures[part], board)
    return (
        f"{NAMES[part]} ({shown(100 * used)} %): {told} That is place {hundred(share)} of 100 "
        f"among the entries, which gives {hundred(used * share)} points."
    )


SILENT = {
    "public": "Nobody has compared this entry.",
    "jury": "No juror has judged this entry.",
    "metrics": "This entry has no score.",
}


def _rated(told: dict[str, Any], board: dict[str, Any]) -> str:
    return (
        f"rated {told['rating']:.0f} ({told['low']:.0f} to {told['high']:.0f}) from "
        f"{counted(told['votes'], 'vote')}."
    )


def _scored(told: dict[str, Any], board: dict[str, Any]) -> str:
    return f"score {told['score']:.1f} of 100 beside real music."


def _judged(told: dict[str, Any], board: dict[str, Any]) -> str:
    severity = {one["number"]: one["severity"] for one in board["jurors"]}
    given = ", ".join(f"juror {number} gave {mean:.2f}" for number, mean in told["given"])
    corrected = [_severe(number, severity[number]) for number, _ in told["given"]]
    said = "; ".join(one for one in corrected if one)
    because = f" ({said})" if said else ""
    few = " Fewer than three jurors judged it." if told["few"] else ""
    return (
        f"{given}: {told['mean']:.2f} of 5 on average, {told['corrected']:.2f} "
        f"({told['low']:.2f} to {told['high']:.2f}) once it is corrected who is severe or "
        f"mild{because}.{few}"
    )


def _severe(number: int, severity: float) -> str:
    """Positive is severe."""
    if abs(severity) < 0.005:
        return ""
    how = "severe" if severity > 0 else "mild"
    return f"juror {number} is {how} by {abs(severity):.2f} points"


WORDS = {"public": _rated, "jury": _judged, "metrics": _scored}


def _same(rows: Iterable[Any]) -> str:
    names = ", ".join(str(one.number) for one in rows)
    if not names:
        return ""
    return (
        f"The same final figure has entry {names}. Among equals goes first who has the higher "
        "lower bound of votes, then the higher mean of the jury, then who entered earlier."
    )


def jurors_in_words(board: dict[str, Any]) -> list[str]:
    """How severe each juror was, for the page of the board."""
    told = [_juror(one) for one in board["jurors"]]
    if board["parts_of_jury"] > 1:
        told.append(
            f"The jury falls into {board['parts_of_jury']} parts that have judged no entry in "
            "common, so who is severe can be told inside of each part only."
        )
    return told


def _juror(told: dict[str, Any]) -> str:
    number = told["number"]
    severe = _severe(number, told["severity"]) or f"juror {number} is neither severe nor mild"
    return f"{severe[0].upper()}{severe[1:]} ({counted(told['sheets'], 'sheet')})."


def hundred(share: float) -> str:
    return f"{100 * share:.1f}"


def shown(percent: float) -> str:
    return f"{percent:.1f}".removesuffix(".0")
