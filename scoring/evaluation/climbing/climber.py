"""One climb: edits are kept where what the climber sees is no lower. It can be interrupted."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from generation.whole import write_whole
from scoring.evaluation.areas import LOWEST
from scoring.evaluation.climbing.edits import Sheet, draw_sheet, edit_sheet, sheet_song
from scoring.report import VERSION, judge

BARS, TRACKS = 16, 4
SHOWN_STEP = 5  # points to which a score is rounded while a challenge runs
KEPT_EVERY = 250  # tries


class Climb(NamedTuple):
    """What a climber sees: the score under a seed it knows, in full, or rounded as entrants see
    it."""

    genre: str
    tries: int
    seed: int  # of its own draws
    rounded: bool
    score_seed: str = ""

    @property
    def name(self) -> str:
        seen = "rounded" if self.rounded else "exact"
        return f"{self.genre}-{seen}-{self.seed}-version-{VERSION}"


@dataclass
class State:
    """How far a climb has come: the best sheet, what was seen of it, and the draws to come."""

    sheet: Sheet
    seen: float
    tried: int
    random: np.random.Generator

    def as_json(self) -> dict[str, Any]:
        return {
            "sheet": [rows.tolist() for rows in self.sheet],
            "seen": self.seen,
            "tried": self.tried,
            "random": self.random.bit_generator.state,
        }


def climb_hill(climb: Climb, kept: Path | None = None) -> State:
    """Climbs, from where the file of an earlier run in the folder `kept` leaves off."""
    file = kept / f"{climb.name}.json" if kept else None
    state = read_state(file) if file and file.exists() else begin_climb(climb)
    while state.tried < climb.tries:
        try_edit(climb, state)
        if file and (state.tried % KEPT_EVERY == 0 or state.tried == climb.tries):
            write_whole(file, json.dumps(state.as_json()).encode())
    return state


def begin_climb(climb: Climb) -> State:
    random = np.random.default_rng(climb.seed)
    sheet = draw_sheet(BARS, TRACKS, random)
    return State(sheet, see_score(climb, sheet), 0, random)


def try_edit(climb: Climb, state: State) -> None:
    """One edit; a score as high as before is kept too, so that no plateau is an end."""
    edited = edit_sheet(state.sheet, BARS, state.random)
    seen = see_score(climb, edited)
    if seen >= state.seen:
        state.sheet, state.seen = edited, seen
    state.tried += 1


def see_score(climb: Climb, sheet: Sheet) -> float:
    """What the climber is told; below everything where there is no score."""
    score = judge(sheet_song(sheet), climb.genre, climb.score_seed).score
    if score is None:
        return LOWEST
    return float(SHOWN_STEP * round(score / SHOWN_STEP)) if climb.rounded else score


def read_state(file: Path) -> State:
    """A climb that was interrupted, with its generator where it stood."""
    kept = json.loads(file.read_text())
    random = np.random.default_rng()
    random.bit_generator.state = kept["random"]
    sheet = [np.array(rows, np.int64).reshape(-1, 4) for rows in kept["sheet"]]
    return State(sheet, kept["seen"], kept["tried"], random)
