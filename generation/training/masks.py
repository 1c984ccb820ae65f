"""What a training step hides: nothing but the melody is left, or some voices, or some bars, or scattered beats."""

import numpy as np
from numpy.random import Generator as Random
from numpy.typing import NDArray


def hidden_beats(windows: int, voices: int, beats: int, random: Random) -> NDArray[np.bool_]:
    """(windows, voices, beats), True where the network has to guess. At least one cell a window is hidden."""
    return np.stack([one_window(voices, beats, random) for _ in range(windows)])


def one_window(voices: int, beats: int, random: Random) -> NDArray[np.bool_]:
    draw = random.random()
    if draw < 0.3:
        return np.ones((voices, beats), bool)
    if draw < 0.5:
        hidden = random.random((voices, 1)) < random.random()
        hidden = np.repeat(hidden, beats, 1)
    elif draw < 0.7:
        length = int(random.integers(2, beats + 1))
        start = int(random.integers(0, beats - length + 1))
        hidden = np.zeros((voices, beats), bool)
        hidden[:, start : start + length] = True
    else:
        hidden = random.random((voices, beats)) < random.random()
    hidden[int(random.integers(voices)), int(random.integers(beats))] = True
    return hidden
