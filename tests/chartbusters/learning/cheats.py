"""Helper: what the site's own score says of the song that the sixth capsule spoils.

`python -m tests.chartbusters.learning.cheats` writes the figures anew that the page shows: after a
change of the song, of the cheats or of the score.
"""

import json
from collections.abc import Callable
from typing import Any

from generation.music.document import from_document
from scoring.report import VERSION, Report, judge
from tests.chartbusters.learning.conftest import FRONTEND, run_in_node

FILE = FRONTEND / "src" / "learning" / "cheats" / "figures.json"
SHOWN = (
    "empty_bar_rate",
    "n_pitches_used",
    "in_scale_ratio_key",
    "note_density",
    "groove_consistency",
)
DIGITS = 4
SCRIPT = """
import { cheated, everySet, nameOf } from "./learning/cheats/songs.ts";
import { toDocument } from "./music/song.ts";
const told = everySet().map((chosen) => [nameOf(chosen), toDocument(cheated(chosen))]);
console.log(JSON.stringify(Object.fromEntries(told)));
"""


def figures(in_browser_code: Callable[[str], Any]) -> dict[str, Any]:
    """Of every set of cheats: the score beside all music together, and the readings shown."""
    songs = in_browser_code(SCRIPT)
    told = {name: _told(judge(from_document(song))) for name, song in songs.items()}
    return {"version": VERSION, "songs": told}


def _told(report: Report) -> dict[str, float | None]:
    values = {name: report.values[name] for name in SHOWN}
    shown = {name: round(value, DIGITS) for name, value in values.items() if value is not None}
    return {"score": report.score, **shown}


if __name__ == "__main__":
    FILE.write_text(json.dumps(figures(run_in_node), indent=1) + "\n", encoding="utf-8")
