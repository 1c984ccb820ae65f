"""The fitted model as whole numbers: its file, and the smaller one of the studio's page."""

import json
from pathlib import Path
from typing import Any

import numpy as np

from generation.harmony.evidence import FLAGS, GENRES, TONES
from generation.harmony.learning.chains import Floats, Ints
from generation.harmony.learning.fitting import Fitted
from generation.harmony.learning.weights import MODES, PACES
from generation.harmony.model import HALVES
from generation.harmony.spans import PLACES

UNIT = 32  # of a nat
# Nats that staying loses, by pace: the likeliest path moves less than music does. Chosen on the
# valid split, so that it moves nearly as often and is right no less often.
RESTLESS = (0.75, 0.4)
PAGE = Path(__file__).parents[3] / "frontend" / "src" / "harmony" / "tables.json"
Tables = dict[str, Any]


def round_weights(weights: Floats) -> Ints:
    return np.rint(weights * UNIT).astype(np.int64)


def make_tables(fitted: Fitted, keys: Floats, basses: Ints) -> Tables:
    layout, parts = fitted.layout, fitted.layout.split(fitted.vector)
    modes = []
    for mode in range(MODES):
        ways = [layout.transition(parts, mode, pace) for pace in range(PACES)]
        modes.append(
            {
                "degree": layout.states[mode].degree.tolist(),
                "quality": layout.states[mode].quality.tolist(),
                "emission": round_weights(layout.emission(parts, mode)).tolist(),
                "transition": round_weights(np.stack(ways)).tolist(),
            }
        )
    stay = round_weights(parts["stay"] - np.array(RESTLESS)[:, None]).tolist()
    return {
        "unit": UNIT,
        "modes": modes,
        "stay": stay,
        "keys": round_weights(keys).tolist(),
        "basses": basses.tolist(),
    }


def cut_for_page(tables: Tables) -> Tables:
    """What the page needs: a melody alone, pop, half bars; by states, for loops in that order."""
    return {
        "modes": [cut_mode(mode) for mode in tables["modes"]],
        "stay": tables["stay"][HALVES],
        "keys": [row[: 3 * 12] for row in tables["keys"]],
        "basses": tables["basses"][HALVES],
    }


def cut_mode(mode: Tables) -> Tables:
    rows = np.array(mode["emission"])
    melody, flags = rows[: 4 * 12], rows[12 * len(TONES) :]
    flags[0] += rows[-len(GENRES) + GENRES.index("pop")]
    kept = np.concatenate([melody, flags[: len(FLAGS) + PLACES]])
    return {
        "degree": mode["degree"],
        "quality": mode["quality"],
        "emission": kept.T.tolist(),
        "transition": np.array(mode["transition"][HALVES]).T.tolist(),
    }


def write_json(path: Path, content: dict[str, Any]) -> None:
    path.write_text(json.dumps(content, separators=(",", ":"), ensure_ascii=False) + "\n")
