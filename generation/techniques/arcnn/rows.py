"""Who sings below a soprano beside the AR-CNN in its tables: Bach, editing without going back,
rules, Bach who does not listen, copies, chance."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from generation.arranger.styles import STYLES, write_sheet
from generation.codecs.chorale import HIGHEST, LOWEST, RANGES, REST, STATES, States, decode_states
from generation.codecs.grid import STEP_TICKS, Grid
from generation.codecs.monophonic import LOWEST as BOTTOM
from generation.codecs.monophonic import Line, mark_changes
from generation.evaluation.bands.swaps import group_songs
from generation.evaluation.chorales.comparison import BACH, Choir
from generation.evaluation.chorales.swaps import copy_voices, mix_voices, profile, swap_voices
from generation.evaluation.partwriting import Pitches
from generation.evaluation.tables import Say
from generation.techniques.arcnn.config import GIVEN, HIDDEN
from generation.techniques.arcnn.gibbs import sample_gibbs, write_rules
from generation.techniques.arcnn.log_probs import Cells, Network, infer_log_probs
from generation.techniques.arcnn.parameters import HARMONISING
from generation.techniques.arcnn.sampler import HARMONY_PASSES

PASSES = round(HARMONISING * HARMONY_PASSES)  # of the shipped model at its defaults
GREEDY_PASSES = 100
LONGEST, BAR = 256, 16  # steps: sixteen bars, one
OURS = "AR-CNN"
GROUP = 4  # chorales that may borrow from one another


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
    """As the shipped model harmonises at its defaults; `rule`: with the help of the rules."""
    phase = make_beat_phases(piece.shape[1])
    alone = np.zeros((1, piece.shape[1], STATES))
    return sample_gibbs(
        network,
        piece,
        mask_lower_voices(piece),
        phase,
        PASSES,
        1.0,
        np.random.default_rng(seed),
        rules=write_rules(piece[0], phase, alone) if rule else None,
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
    OURS: harmonise_as_shipped,
    "AR-CNN, no rule": lambda network, piece, seed: harmonise_as_shipped(
        network, piece, seed, rule=False
    ),
    "greedy editing": harmonise_greedily,
    "random": draw_random_notes,
}


def arrange_below(pitches: Pitches) -> Pitches:
    """The rules' alto, tenor and bass under a soprano."""
    state = np.where(pitches[0] < 0, 0, pitches[0] - BOTTOM + 1).astype(np.uint8)
    line, at = Line(state, mark_changes(state)), np.arange(len(state))
    bars = np.full(len(at), BAR, np.int16), (at // BAR).astype(np.int32)
    ticks = np.arange(len(at) + 1) * STEP_TICKS
    grid = Grid(ticks, (at % BAR).astype(np.int16), *bars)
    below = STYLES["bach"].play(write_sheet("bach", line, grid)).lines
    states = [voice.state.astype(np.int16) for voice in below]
    return np.stack([pitches[0], *(np.where(s == 0, -1, s - 1 + BOTTOM) for s in states)])


def make_choirs(
    network: Network, pieces: Sequence[States], learnt: Sequence[States], say: Say
) -> dict[str, Choir]:
    """What each maker sings under the soprano of each piece, one seed a piece."""
    given = crop_pieces(pieces)
    bach = list(map(decode_states, given))
    groups = group_songs(len(bach), GROUP)
    sung: dict[str, list[Pitches]] = {BACH: bach}
    for name, make in HARMONISERS.items():
        sung[name] = []
        for seed, piece in enumerate(given):
            sung[name].append(decode_states(make(network, piece, seed)))
            say(f"{name}: {seed + 1} of {len(given)} sopranos")
    sung["arranger"] = list(map(arrange_below, bach))
    sung["shuffled"] = [swap_voices(bach, groups, number) for number in range(len(bach))]
    sung["mixed"] = [mix_voices(bach, groups, number) for number in range(len(bach))]
    known = list(map(decode_states, learnt))
    profiles = np.stack(list(map(profile, known)))
    sung["copy"] = [copy_voices(piece, known, profiles) for piece in bach]
    return {name: Choir(each, groups) for name, each in sung.items()}
