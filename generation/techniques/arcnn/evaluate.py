"""The tables of the AR-CNN's card: chorales under unseen sopranos, edited tunes that are not
Bach's, and copies."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from generation.catalogue import Card
from generation.codecs.chorale import HIGHEST, LOWEST, RANGES, REST, States, decode_states
from generation.datasets.jsb import read_chorales
from generation.evaluation.accompaniment import Figures
from generation.evaluation.partwriting import measure_partwriting
from generation.evaluation.passages import Library
from generation.evaluation.tables import Asked, Result, Say
from generation.techniques.arcnn.config import GIVEN, HIDDEN
from generation.techniques.arcnn.edited_tunes import (
    PROMISES,
    check_edit_promises,
    load_tunes,
    measure_tunes,
)
from generation.techniques.arcnn.gibbs import sample_gibbs
from generation.techniques.arcnn.log_probs import Cells, Network, infer_log_probs, load
from generation.techniques.arcnn.sampler import HARMONY_PASSES

PASSES = round(100 * HARMONY_PASSES)  # of the shipped model at its default of 100 iterations
GREEDY_PASSES = 100
LONGEST = 256  # steps: sixteen bars
OUTPUTS = 200
PROTOCOL = (
    "Sopranos of the 77 chorales of the published test split, sixteen bars at most, harmonised "
    "at the defaults; greedy "
    "editing: the same network, a hundred passes, the surest cells first, nothing taken back; "
    "parallels per 100 chord "
    "changes. 50 tunes of OpenEWLD, none of them Bach's, edited at the defaults. Copies: the "
    "longest passage, in "
    "chords and in any key, shared with the train split"
)


def crop_pieces(pieces: Sequence[States]) -> list[States]:
    """Sixteen bars of each piece at most."""
    return [piece[:, :LONGEST] for piece in pieces]


def make_beat_phases(steps: int) -> NDArray[np.int64]:
    return 16 + np.arange(steps) % 4


def mask_lower_voices(piece: States) -> NDArray[np.bool_]:
    """(V, T) the cells to be sung: all but the soprano."""
    free = np.ones(piece.shape, bool)
    free[0] = False
    return free


def harmonise_as_shipped(network: Network, piece: States, seed: int, rule: bool = True) -> States:
    """As the shipped model harmonises at its defaults; `rule`: with its help against parallels."""
    random = np.random.default_rng(seed)
    return sample_gibbs(
        network,
        piece,
        mask_lower_voices(piece),
        make_beat_phases(piece.shape[1]),
        PASSES,
        1.0,
        random,
        rule=rule,
    )


def harmonise_greedily(network: Network, piece: States, seed: int) -> States:
    """As DeepComposer edits, made greedy: a hundred passes, the surest cells first, and nothing is
    taken back."""
    state, free = (
        np.where(mask_lower_voices(piece), REST, piece).astype(np.uint8),
        mask_lower_voices(piece),
    )
    for left in range(GREEDY_PASSES, 0, -1):
        cells = Cells(state, np.where(free, HIDDEN, GIVEN).astype(np.uint8))
        log_probs = infer_log_probs(network, cells, make_beat_phases(state.shape[1]))
        sure, choice = log_probs.max(2), log_probs.argmax(2)
        count = -(-int(free.sum()) // left)
        order = np.argsort(np.where(free, -sure, np.inf), axis=None, kind="stable")[:count]
        chosen = np.unravel_index(order[: int(free.sum())], free.shape)
        state[chosen], free[chosen] = choice[chosen], False
    return state


def draw_random_notes(network: Network, piece: States, seed: int) -> States:
    """A random pitch of its range for each voice on each beat."""
    random = np.random.default_rng(seed)
    beats = -(-piece.shape[1] // 4)
    drawn = [
        random.integers(low - LOWEST + 1, min(high, HIGHEST) - LOWEST + 2, beats)
        for low, high in RANGES
    ]
    return np.where(
        mask_lower_voices(piece), np.repeat(drawn, 4, 1)[:, : piece.shape[1]], piece
    ).astype(np.uint8)


HARMONISERS: dict[str, Callable[[Network, States, int], States]] = {
    "Bach": lambda network, piece, seed: piece,
    "AR-CNN": harmonise_as_shipped,
    "AR-CNN, no rule": lambda network, piece, seed: harmonise_as_shipped(
        network, piece, seed, rule=False
    ),
    "greedy editing": harmonise_greedily,
    "random notes": draw_random_notes,
}


def harmonise_all(network: Network, pieces: Sequence[States]) -> dict[str, list[States]]:
    """What each maker sings under the soprano of each piece, one seed a piece."""
    given = crop_pieces(pieces)
    found: dict[str, list[States]] = {}
    for name, make in HARMONISERS.items():
        found[name] = [make(network, piece, seed) for seed, piece in enumerate(given)]
    return found


def measure_part_writing(made: dict[str, list[States]]) -> dict[str, Figures]:
    return {
        name: measure_partwriting(list(map(decode_states, each))) for name, each in made.items()
    }


def measure_copies(library: Library, pieces: Sequence[States]) -> Figures:
    """The longest passage, in chords, that each piece shares with the library."""
    lengths = np.array([library.longest(piece).length for piece in pieces])
    return {
        "pieces": float(len(pieces)),
        "longest copy, median": float(np.median(lengths)),
        "longest copy, 95 %": float(np.percentile(lengths, 95)),
        "longest copy, most": float(lengths.max()),
    }


def compare_copies(network: Network, made: Sequence[States], folder: Path) -> dict[str, Figures]:
    """200 outputs beside held-out Bach: what they share with the train split. `made` are those of
    the test split."""
    train, valid, test = (
        crop_pieces(read_chorales(folder, split)) for split in ("train", "valid", "test")
    )
    more = [*valid, *test][: OUTPUTS - len(made)]
    outputs = [
        *made,
        *(harmonise_as_shipped(network, piece, 1000 + seed) for seed, piece in enumerate(more)),
    ]
    library = Library(train)
    return {
        "copies, AR-CNN": measure_copies(library, outputs),
        "copies, held-out Bach": measure_copies(library, [*valid, *test]),
    }


def evaluate(card: Card, folder: Path) -> dict[str, Any]:
    """The card's tables: `{"table", "protocol", "promises", "rows"}`."""
    network, found = load(card), load_tunes(folder)
    kept = [check_edit_promises(tune, seed) for seed, tune in enumerate(found)]
    made = harmonise_all(network, read_chorales(folder, "test"))
    tables = {
        **measure_part_writing(made),
        **measure_tunes(found),
        **compare_copies(network, made["AR-CNN"], folder),
    }
    counts = dict(zip(PROMISES, map(sum, zip(*kept, strict=True)), strict=True))
    return {
        "table": card.name,
        "protocol": PROTOCOL,
        "promises": {"melodies": len(found), **counts},
        "rows": [
            {"model": name, "split": "test", "figures": row, "source": "computed"}
            for name, row in tables.items()
        ],
    }


def compute(card: Card, asked: Asked, say: Say) -> Result:
    return evaluate(card, asked.folder)
