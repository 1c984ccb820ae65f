"""The weights by which a key is found, fitted to melodies whose keys their chords tell."""

from collections.abc import Sequence

import numpy as np
from scipy.optimize import minimize

from generation.harmony.evidence import WHOLE
from generation.harmony.key_finding import MODES, SIGNS, turn_signs
from generation.harmony.learning.chains import Floats, Ints

RIDGE = 1.0


def fit_keys(signs: Sequence[Ints], tonics: Ints, modes: Ints, weight: Floats) -> Floats:
    """(modes, SIGNS * 12); `tonics` and `modes` are those of the songs."""
    turned = np.stack([turn_signs(each) for each in signs]) / WHOLE  # (songs, 12, F)
    rows, shape = np.arange(len(signs)), (len(MODES), len(SIGNS) * 12)

    def objective(vector: Floats) -> tuple[float, Floats]:
        table = vector.reshape(shape)
        scores = np.einsum("ktf,mf->kmt", turned, table)
        top = scores.max((1, 2), keepdims=True)
        chance = np.exp(scores - top)
        total = chance.sum((1, 2), keepdims=True)
        told = scores[rows, modes, tonics] - top[:, 0, 0] - np.log(total[:, 0, 0])
        excess = -chance / total
        excess[rows, modes, tonics] += 1
        slope = np.einsum("kmt,ktf->mf", excess * weight[:, None, None], turned)
        loss = -(told * weight).sum() + RIDGE / 2 * (vector**2).sum()
        return float(loss), (RIDGE * vector - slope.ravel())

    found = minimize(objective, np.zeros(shape).ravel(), jac=True, method="L-BFGS-B")
    return np.asarray(found.x.reshape(shape))
