"""The tokens of the first capsule are those that the Transformer reads, number by number; its bytes
those that the site writes."""

import json
import random
from collections.abc import Callable
from typing import Any

import pytest

from generation.codecs.score import encode_score
from generation.music.document import from_document
from generation.music.midi import write_midi
from generation.techniques.transformer.tokens import encode

SCRIPT = """
import { tuneOf, CHROMATIC, notesOf, songOf } from "./learning/tune.ts";
import { headRows, noteRows } from "./learning/tokens.ts";
import { piecesOf, hex } from "./learning/bytes.ts";
import { writeMidi } from "./midifile/writing.ts";
import { toDocument } from "./music/song.ts";
const made = %s.map(({ cells, loud }) => {
  const tune = { ...tuneOf(CHROMATIC, []), cells, loud };
  const notes = notesOf(tune, { joined: true });
  const song = songOf(notes);
  return {
    rows: [...headRows(120, 0), ...noteRows(notes)],
    bytes: piecesOf(writeMidi(song)).map(({ bytes }) => hex(bytes)).join(" "),
    document: toDocument(song),
  };
});
console.log(JSON.stringify(made));
"""


def drawn(seed: int) -> dict[str, Any]:
    """A tune that somebody may have drawn: long notes, chords, silence, any loudness."""
    dice = random.Random(seed)
    full = dice.uniform(0.02, 0.3)
    flat = [dice.uniform(0, 1) < full for _ in range(13 * 16)]
    cells = [flat[16 * row : 16 * row + 16] for row in range(13)]
    cells[dice.randrange(13)][dice.randrange(16)] = True  # who draws nothing has no track
    return {"cells": cells, "loud": [dice.randint(1, 127) for _ in range(16)]}


@pytest.fixture(scope="module")
def tunes() -> list[dict[str, Any]]:
    return [drawn(seed) for seed in range(200)]


def test_it_works(tunes: list[dict[str, Any]], in_browser_code: Callable[[str], Any]) -> None:
    for made in in_browser_code(SCRIPT % json.dumps(tunes)):
        song = from_document(made["document"])
        assert made["rows"] == encode(encode_score(song)).tolist()
        assert bytes.fromhex(made["bytes"]) == write_midi(song)
