"""What a training step of the AR-CNN hides, and what it plays wrongly.

The mixture holds every task that the network is used or judged for: cells in any order (orderless NADE), frames in
any order and in time order (Coconet's protocol), whole voices (harmonising), bars (rewriting a region).
"""

from collections.abc import Callable

import numpy as np
from numpy.random import Generator as Random
from numpy.typing import NDArray

from generation.codecs.voices import LOWEST, RANGES, REST, runs

Hidden = NDArray[np.bool_]  # (V, T), True where the network has to guess

SOON = 6  # steps after the known past that are scored: later ones are anybody's guess


def any_cells(voices: int, steps: int, random: Random) -> tuple[Hidden, Hidden]:
    """A uniform number of cells, anywhere: the loss of orderless NADE."""
    count = int(random.integers(1, voices * steps + 1))
    hidden = random.permutation(voices * steps).reshape(voices, steps) < count
    return hidden, hidden


def any_frames(voices: int, steps: int, random: Random) -> tuple[Hidden, Hidden]:
    """A uniform number of whole frames; in one of them some voices are known already."""
    count = int(random.integers(1, steps + 1))
    chosen = random.choice(steps, count, replace=False)
    hidden = np.zeros((voices, steps), bool)
    hidden[:, chosen] = True
    # Only cells in reach of the known ones teach much; far from them guessing is the chronological task.
    half = chosen[: max(1, count // 4)]
    hidden[:, half] &= random.random((voices, len(half))) < random.random(len(half))
    hidden[int(random.integers(voices)), chosen[-1]] = True
    return hidden, hidden


def the_future(voices: int, steps: int, random: Random) -> tuple[Hidden, Hidden]:
    """All that follows a moment, where some voices may be known; scored is what comes soon."""
    moment = int(random.integers(0, steps))
    hidden = np.zeros((voices, steps), bool)
    hidden[:, moment:] = True
    known = int(random.integers(0, voices))
    hidden[random.permutation(voices)[:known], moment] = False
    scored = hidden.copy()
    scored[:, moment + SOON :] = False
    return hidden, scored


def whole_voices(voices: int, steps: int, random: Random) -> tuple[Hidden, Hidden]:
    """One to three voices, of which some cells may be known."""
    hidden = np.zeros((voices, steps), bool)
    # The soprano is kept more often than others: it is what people bring.
    chosen = random.permutation(np.arange(1, voices) if random.random() < 0.6 else voices)
    chosen = chosen[: int(random.integers(1, 4))]
    hidden[chosen] = random.random((len(chosen), steps)) < (1.0 if random.random() < 0.5 else random.random())
    hidden[chosen[0], int(random.integers(steps))] = True
    return hidden, hidden


def some_beats(voices: int, steps: int, random: Random) -> tuple[Hidden, Hidden]:
    """Stretches of whole beats, by voice or in all voices: what blocked Gibbs sampling asks."""
    beats = -(-steps // 4)
    rows = voices if random.random() < 0.7 else 1
    hidden = np.repeat(random.random((rows, beats)) < random.random(), 4, 1)[:, :steps]
    hidden = np.broadcast_to(hidden, (voices, steps)).copy()
    hidden[int(random.integers(voices)), int(random.integers(steps))] = True
    return hidden, hidden


Task = Callable[[int, int, Random], tuple[Hidden, Hidden]]  # (voices, steps, random) -> (hidden, scored)

TASKS: tuple[Task, ...] = (any_cells, any_frames, the_future, whole_voices, some_beats)
SHARES = (0.25, 0.2, 0.25, 0.15, 0.15)


def hide(voices: int, steps: int, random: Random) -> tuple[Hidden, Hidden]:
    """(hidden, scored) cells of one window; scored cells are hidden ones."""
    return TASKS[int(random.choice(len(TASKS), p=SHARES))](voices, steps, random)


def played_wrongly(states: NDArray[np.uint8], share: float, random: Random) -> NDArray[np.uint8]:
    """`states` (V, T) with about `share` of its notes replaced: by a neighbour, by another pitch, or by a rest."""
    wrong = states.copy()
    for voice, line in enumerate(states):
        low, high = (pitch - LOWEST + 1 for pitch in RANGES[voice])
        for start, stop in runs(line):
            if random.random() >= share:
                continue
            draw = random.random()
            if draw < 0.1:
                wrong[voice, start:stop] = REST
            elif draw < 0.75 and line[start] != REST:
                step = int(random.choice([-4, -3, -2, -1, 1, 2, 3, 4]))
                wrong[voice, start:stop] = np.clip(int(line[start]) + step, low, high)
            elif draw < 0.9:
                wrong[voice, start:stop] = int(random.integers(low, high + 1))
            else:  # the note is late or stops early, and its neighbour fills the time
                middle = (start + stop) // 2
                if random.random() < 0.5 and start:
                    wrong[voice, start:middle] = line[start - 1]
                elif stop < len(line):
                    wrong[voice, middle:stop] = line[stop]
    return wrong
