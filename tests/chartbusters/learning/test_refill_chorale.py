"""What the capsule about refilling shows is what the shipped editor makes, to be made again from
its seeds; what its text counts is what can be counted."""

import json
from collections.abc import Callable
from dataclasses import replace
from itertools import chain
from typing import Any

import numpy as np
import pytest

from chartbusters.learning.capsules import capsule_named
from chartbusters.learning.refilling import (
    MODEL,
    TECHNIQUE,
    TRACES,
    make_chorale,
    make_hearing,
    make_trace,
    refilling_path,
)
from generation.catalogue import config_from, read_card
from generation.music.document import from_document, to_document
from generation.music.song import Song
from generation.take import read_edit, replayed
from generation.techniques.arcnn.config import ArcnnConfig
from generation.techniques.arcnn.editing import PASSES
from generation.techniques.arcnn.hearing import reach_of_blocks

CONTENT = json.loads(refilling_path().read_text())
SONG = from_document(CONTENT["document"])


def test_the_chorale_is_made_again() -> None:
    assert to_document(make_chorale()) == CONTENT["document"]
    assert CONTENT["weights"] == read_card(TECHNIQUE, MODEL).digest


@pytest.mark.parametrize("trace", TRACES, ids=[trace.name for trace in TRACES])
def test_edits_and_beliefs_are_made_again(trace: Any) -> None:
    made, kept = make_trace(SONG, trace), CONTENT["traces"][trace.name]
    beliefs = zip(made.pop("beliefs"), kept.pop("beliefs"), strict=True)
    assert json.loads(json.dumps(made)) == kept
    for here, there in beliefs:  # to a thousandth: processors round as they like
        shares, known = dict(map(tuple, here)), dict(map(tuple, there))
        for pitch in shares.keys() | known.keys():
            assert abs(shares.get(pitch, 20) - known.get(pitch, 20)) <= 1


@pytest.mark.parametrize("listener", [0, 31, 67])
def test_what_a_note_hears_is_measured_again(listener: int) -> None:
    told, measured = CONTENT["hearing"][listener], make_hearing(SONG, listener)
    assert np.abs(np.subtract(told, measured)).max() <= 1


def test_notes_close_by_are_heard_most_and_far_ones_a_little() -> None:
    """As the answer says: within a beat, and more than two bars away."""
    onsets = np.array([note.onset for note in SONG.tracks[0].notes])
    far = np.abs(onsets[:, None] - onsets) / 960
    hearing = np.array(CONTENT["hearing"])
    close = hearing[(far <= 1) & ~np.eye(len(onsets), dtype=bool)]
    distant = hearing[far > 8]
    assert close.mean() > 5 * distant.mean()
    assert (distant > 0).mean() > 0.5


def test_the_layers_are_those_of_the_model() -> None:
    config = config_from(ArcnnConfig, read_card(TECHNIQUE, MODEL).sizes)
    assert CONTENT["reach"] == reach_of_blocks(config)
    assert CONTENT["attention"] == [number + 1 for number in config.attend_after]


def test_the_text_counts_right() -> None:
    capsule = capsule_named("rub-out-and-refill")
    assert capsule
    blocks = chain.from_iterable(step.blocks for step in capsule.steps)
    text = " ".join(block.text for block in blocks)
    doubts = CONTENT["traces"]["doubts"]["edits"]
    assert f"It stops after {len(doubts)}, and 9 of them take back" in text  # 9: refill.test.ts
    assert "up to 400 edits" in text
    assert CONTENT["traces"]["doubts"]["parameters"]["iterations"] == 400
    assert f"from seed {CONTENT['seed']}" in text
    (data,) = read_card(TECHNIQUE, MODEL).data
    assert "(229 chorales)" in data["name"] and "From 229 chorales" in text
    assert "2, 4 and 8 sixteenths" in text
    assert set(config_from(ArcnnConfig, read_card(TECHNIQUE, MODEL).sizes).dilations) == {
        1,
        2,
        4,
        8,
    }


SCRIPT = """
import { contentOf } from "./learning/refill/content.ts";
import { countsOf, shownAfter, songOf } from "./learning/refill/showing.ts";
import { passesOf } from "./learning/refill/wishing.ts";
import { toDocument } from "./music/song.ts";
const content = contentOf(%s);
const ends = Object.entries(content.traces).map(([name, trace]) => {
  const shown = shownAfter(content.song, trace, trace.edits.length);
  const document = toDocument(songOf(content.song, shown));
  return [name, { document, counts: countsOf(content, shown) }];
});
console.log(JSON.stringify({ ends: Object.fromEntries(ends), most: passesOf(1000).passes }));
"""


def test_the_page_shows_what_the_model_made(in_browser_code: Callable[[str], Any]) -> None:
    told = in_browser_code(SCRIPT % json.dumps(CONTENT))
    assert told["most"] == PASSES
    for name, trace in CONTENT["traces"].items():
        made = after(trace)
        assert from_document(told["ends"][name]["document"]).digest == made.digest
        there = {(note.onset, note.pitch) for note in made.tracks[0].notes}
        tune = [n for n, v in zip(SONG.tracks[0].notes, CONTENT["voices"], strict=True) if v == 0]
        stand = sum((note.onset, note.pitch) in there for note in tune)
        assert told["ends"][name]["counts"]["tune"] == stand


def after(trace: dict[str, Any]) -> Song:
    """The chorale without what was rubbed out, with all edits."""
    notes = SONG.tracks[0].notes
    left = tuple(note for place, note in enumerate(notes) if place not in trace["rubbed"])
    holes = SONG.with_tracks([replace(SONG.tracks[0], notes=left)])
    return replayed(holes, map(read_edit, trace["edits"]))
