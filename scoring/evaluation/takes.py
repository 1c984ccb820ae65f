"""What the shipped models play over the preset melodies, as it comes out of them: figures only, for
a machine's music is neither real nor spoilt."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from generation.catalogue import cards
from generation.datasets.tunes import TUNES
from generation.engine import EngineError, Request, generate
from generation.music.notation import read_notation
from generation.music.song import Song
from scoring.reference import GENERAL
from scoring.reference.works import GENRES
from scoring.report import judge


class Take(NamedTuple):
    """A model's music over a preset, its score beside the model's genre (None for too little of
    it); `refused` says why there is no music."""

    model: str
    genre: str
    preset: str
    score: float | None
    refused: str = ""


def shipped_takes(seed: int) -> list[tuple[str, str, str, int]]:
    """(technique, model, preset, seed) for every model and every preset."""
    made = []
    for card in cards():
        made += [(card.technique, card.name, slug, seed) for slug in TUNES]
    return made


def judge_take(technique: str, model: str, preset: str, seed: int) -> Take:
    genre = next(card.genre for card in cards() if card.name == model)
    try:
        song = generate(Request(technique, preset_song(preset), model, seed)).song
    except EngineError as error:
        return Take(model, genre, preset, None, error.code)
    return Take(model, genre, preset, judge(song, judged_as(genre)).score)


def judged_as(genre: str) -> str:
    return genre if genre in GENRES else GENERAL


def preset_song(slug: str) -> Song:
    _, _, _, meter, qpm, _, text = TUNES[slug]
    return read_notation(text, meter, qpm)


def tell_takes(takes: Sequence[Take]) -> str:
    """A row for each model."""
    lines = [
        "| model | judged as | takes | without a score | median score | quartiles |",
        "| --- | --- | --: | --: | --: | --: |",
    ]
    for model in dict.fromkeys(take.model for take in takes):
        lines.append(_row([take for take in takes if take.model == model]))
    return "\n".join(lines)


def _row(takes: Sequence[Take]) -> str:
    scores = [take.score for take in takes if take.score is not None]
    head = f"| {takes[0].model} | {judged_as(takes[0].genre)} | {len(takes)}"
    if not scores:
        return f"{head} | {len(takes)} | - | - |"
    low, middle, high = np.quantile(scores, [0.25, 0.5, 0.75])
    return f"{head} | {len(takes) - len(scores)} | {middle:.0f} | {low:.0f}-{high:.0f} |"
