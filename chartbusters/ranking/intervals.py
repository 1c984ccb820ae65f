"""How far a rating may be off: covariance from the model, and from what voters really did."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array

from chartbusters.ranking.bradley_terry import Fit, residuals, weights
from chartbusters.ranking.tally import Tally

Floats = NDArray[np.float64]


def model_covariance(fit: Fit, votes: Tally) -> Floats:
    """Inverse of information plus prior, (parameters,)^2: right if votes are independent and the
    model holds."""
    n, length = votes.size, len(fit.parameters)
    design = _design(votes, length)
    information = (design.T @ (design * weights(fit.parameters, votes)[:, None])).toarray()
    information[np.diag_indices(length)] += fit.prior
    # Strengths are known up to a constant only; this pins their mean at 0 and touches nothing else.
    information[:n, :n] += 1 / max(n, 1)
    return _centred(np.linalg.inv(information), n)


def sandwich_covariance(fit: Fit, votes: Tally, bread: Floats | None = None) -> Floats:
    """H^-1 G H^-1 with the scores of one voter summed before the outer product (Huber 1967; Liang
    and Zeger 1986).

    One person's votes are not independent: a voter with fifty votes for a friend counts as one
    surprise, not as fifty. The factor voters / (voters - 1) is the usual correction for few
    clusters. A vote of weight w brings w times its surprise, here and into the information, so
    votes that all weigh a half leave this as it is, and widen only the model's covariance. `bread`
    is the model's covariance, where it is known already.
    """
    bread = model_covariance(fit, votes) if bread is None else bread
    rest = residuals(fit.parameters, votes)
    rows, voters = np.arange(len(rest)), int(votes.voter.max(initial=-1)) + 1
    by_voter = coo_array((rest, (votes.voter, rows)), shape=(voters, len(rest))).tocsr()
    half = by_voter @ _design(votes, len(bread)) @ bread
    people = votes.voters
    return np.asarray(half.T @ half) * (people / max(people - 1, 1))


def _design(votes: Tally, length: int) -> csr_array:
    """One row a tally row: 1 at side a, -1 at side b, 1 at the advantage of the first side where it
    is fitted."""
    ones = np.ones(len(votes.a))
    columns, values = [votes.a, votes.b], [ones, -ones]
    if length > votes.size:
        columns, values = [*columns, np.full_like(votes.a, votes.size)], [*values, ones]
    rows = np.tile(np.arange(len(votes.a)), len(columns))
    entries = (np.concatenate(values), (rows, np.concatenate(columns)))
    return coo_array(entries, shape=(len(votes.a), length)).tocsr()


def _centred(covariance: Floats, n: int) -> Floats:
    """Takes out of the strengths' covariance what only moves all of them together."""
    covariance = covariance.copy()
    covariance[:n] -= covariance[:n].mean(axis=0)
    covariance[:, :n] -= covariance[:, :n].mean(axis=1, keepdims=True)
    return covariance
