"""Where what a climber made stands among real music that the score never saw."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from generation.music.song import Song
from scoring.evaluation.areas import LOWEST
from scoring.evaluation.climbing.climber import Climb, climb_hill
from scoring.evaluation.climbing.edits import sheet_song
from scoring.evaluation.pieces import held_back
from scoring.report import judge

UNTOLD = "untold {}"  # seeds that the climber does not know


@dataclass(frozen=True)
class Climbed:
    """What a climb came to. `judged` is the mean under secret seeds (the known one where it was
    known), `percentile` the share of real pieces below it under the same seeds, in percent."""

    genre: str
    rounded: bool
    seed: int
    tries: int
    began: float
    seen: float
    judged: float
    percentile: float

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def climb_and_judge(climb: Climb, seeds: int, kept: Path | None, real: list[float]) -> Climbed:
    """Climbs, and judges the result as the challenge would; `real` are scores of real music."""
    began = climb_hill(climb._replace(tries=0)).seen
    state = climb_hill(climb, kept)
    judged = mean_score(sheet_song(state.sheet), climb.genre, judging_seeds(climb, seeds))
    return Climbed(
        climb.genre,
        climb.rounded,
        climb.seed,
        state.tried,
        began,
        state.seen,
        round(judged, 1),
        round(rank_score(judged, real), 1),
    )


def judging_seeds(climb: Climb, seeds: int) -> list[str]:
    if not climb.rounded:
        return [climb.score_seed]
    return [UNTOLD.format(number) for number in range(seeds)]


def mean_score(song: Song, genre: str, seeds: Sequence[str]) -> float:
    """The mean over seeds; what gets no score counts as the lowest."""
    scores = [judge(song, genre, seed).score for seed in seeds]
    return float(np.mean([LOWEST if score is None else score for score in scores]))


def score_real_piece(folder: Path, climb: Climb, split: str, place: int, seeds: int) -> float:
    """The same mean of a real piece."""
    song = held_back(climb.genre, folder, split)[place].song
    return mean_score(song, climb.genre, judging_seeds(climb, seeds))


def rank_score(score: float, real: Sequence[float]) -> float:
    """Percent of real music below a score, a draw counting half."""
    others = np.array(real, float)
    return float(100 * ((others < score).mean() + (others == score).mean() / 2))
