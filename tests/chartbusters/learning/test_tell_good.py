"""What the sixth capsule shows is what the site computes: its tunes, its measures, the score of the
spoiled song, and the ratings of its votes."""

import json
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from chartbusters.ranking.ratings import rate
from chartbusters.ranking.tally import aggregated
from generation.datasets.arranged.settings import read_tune
from generation.datasets.tunes import TUNES
from generation.music.document import from_document
from generation.music.theory import estimate_key
from scoring.metrics import View, measure
from tests.chartbusters.learning.cheats import FILE, SCRIPT, figures

EIGHTH = 480  # ticks
SHIFTS = {  # into C, in semitones
    "ode-to-joy": -2,
    "twinkle": -12,
    "frere-jacques": 0,
    "au-clair": -7,
    "saints": -12,
    "jingle-bells": -7,
}
MELODIES = """
import { LEARNT, HELD, notesOf } from "./learning/overfit/tunes.ts";
const told = [...LEARNT, ...HELD].map(({ name, symbols }) => [name, notesOf(symbols)]);
console.log(JSON.stringify(Object.fromEntries(told)));
"""
MEASURES = """
import { measuresOf } from "./learning/overfit/measures.ts";
import { diceOf } from "./learning/dice.ts";
import { notesOf, SYMBOLS } from "./learning/overfit/tunes.ts";
import { songOf } from "./learning/tune.ts";
import { toDocument } from "./music/song.ts";
const told = Array.from({ length: 60 }, (_, seed) => {
  const dice = diceOf(seed);
  const bars = 1 + Math.floor(dice() * 8);
  const symbols = Array.from({ length: 8 * bars }, () => {
    const rest = dice() < seed / 60;
    return rest ? SYMBOLS - 1 : Math.floor(dice() * SYMBOLS);
  });
  return { bars, measures: measuresOf(symbols), song: toDocument(songOf(notesOf(symbols))) };
});
console.log(JSON.stringify(told));
"""
RATINGS = """
import { ballotsOf, SEED } from "./learning/vote/ballots.ts";
import { ratingsOf } from "./learning/vote/fit.ts";
const polls = [0, 0.1, 0.46, 0.6].flatMap((fans) =>
  [true, false].flatMap((queue) =>
    [0, 1, 2, 3, 4].map((at) => ({ fans, queue, seed: SEED + at }))));
const told = polls.map((poll) => {
  const ballots = ballotsOf(poll);
  return { ballots, ratings: ratingsOf(ballots, 4) };
});
console.log(JSON.stringify(told));
"""


def test_its_tunes_are_those_of_the_studio(in_browser_code: Callable[[str], Any]) -> None:
    shown = in_browser_code(MELODIES)
    assert shown.keys() == SHIFTS.keys()
    for name, shift in SHIFTS.items():
        notes = read_tune(name).tracks[0].notes
        expected = [
            (note.onset, note.pitch + shift, round(note.length / EIGHTH) * EIGHTH) for note in notes
        ]
        assert [(n["onset"], n["pitch"], n["length"]) for n in shown[name]] == expected, name


def test_so_many_of_our_tunes_fit_the_table() -> None:
    """Eighteen were typed in, and eleven are in 4/4 on eighths: so the note on clean data says."""
    fitting = [name for name, (_, _, _, meter, _, _, _) in TUNES.items() if _fits(name, meter)]
    assert (len(TUNES), len(fitting)) == (18, 11)
    assert SHIFTS.keys() <= set(fitting)


def _fits(name: str, meter: tuple[int, int]) -> bool:
    return meter == (4, 4) and not any(
        note.onset % EIGHTH for note in read_tune(name).tracks[0].notes
    )


def test_its_measures_are_those_of_the_score(in_browser_code: Callable[[str], Any]) -> None:
    for told in in_browser_code(MEASURES):
        real = measure(View.of(from_document(told["song"]), told["bars"]))
        shown = told["measures"]
        if real["n_pitches_used"] is None:  # the site measures nothing where nothing sounds
            assert shown == {"empty": 1, "pitches": 0, "inScale": 0}
            continue
        assert shown["empty"] == pytest.approx(real["empty_bar_rate"])
        assert shown["pitches"] == real["n_pitches_used"]
        assert shown["inScale"] == pytest.approx(real["in_scale_ratio_c"])


def test_the_spoiled_song_scores_what_is_shown(in_browser_code: Callable[[str], Any]) -> None:
    shown = json.loads(FILE.read_text(encoding="utf-8"))
    assert shown == figures(in_browser_code)
    assert len(shown["songs"]) == 32
    score = {name: each["score"] for name, each in shown["songs"].items()}
    assert score["loop"] < score[""] / 4, "the capsule says that the score hears a loop"
    assert score["whisper"] is None, "and that what nobody hears does not count"
    assert score[""] - score["shuffled"] < 10, "that shuffled bars cost little"
    assert score["drums"] > score[""], "and that a drum machine pleases it"
    plain, spoiled = (shown["songs"][name] for name in ("", "shuffled backwards"))
    for name in ("empty_bar_rate", "n_pitches_used", "in_scale_ratio_key"):
        assert spoiled[name] == pytest.approx(plain[name], abs=0.02), "nearly nothing changes"


def test_the_song_in_c_is_taken_for_g(in_browser_code: Callable[[str], Any]) -> None:
    song = from_document(in_browser_code(SCRIPT)[""])
    key = estimate_key(View.of(song).class_lengths)
    assert key is not None and (key.tonic, key.mode) == (7, "major")


def test_its_ratings_are_those_of_a_board(in_browser_code: Callable[[str], Any]) -> None:
    for told in in_browser_code(RATINGS):
        ballots = told["ballots"]
        rows = np.array([(each["a"], each["b"], at) for at, each in enumerate(ballots)])
        board = rate(aggregated(rows, np.array([float(each["won"]) for each in ballots]), 4))
        for name, real in (("rating", board.rating), ("low", board.low), ("high", board.high)):
            assert [each[name] for each in told["ratings"]] == pytest.approx(real, abs=1e-5)
