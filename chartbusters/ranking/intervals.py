"""How far a rating may be off: covariance from the model, and from what voters really did."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array

from chartbusters.ranking.bradley_terry import Fit, information_of, residuals
from chartbusters.ranking.information import Information, solved
from chartbusters.ranking.probing import Probed, probed_variances
from chartbusters.ranking.tally import Tally

Floats = NDArray[np.float64]

EXACT_UP_TO = 1500  # entries: beyond it a square matrix and its inverse cost more than they tell


@dataclass(frozen=True)
class Spread:
    """Variances of strengths (entries,) and of the fitted advantages, each the wider of the model's
    and the voters'.

    `error` is by how much of itself a standard error may be off (its own standard error, at the
    95th of a hundred entries): 0 where it is exact.
    """

    strengths: Floats
    effects: Floats
    error: float


def spread_of(fit: Fit, votes: Tally, *, exact_up_to: int = EXACT_UP_TO) -> Spread:
    """Agreement among few voters, or a perfect record, makes the sandwich look certain when nothing
    is: so the wider of both."""
    if votes.size <= exact_up_to:
        model = model_covariance(fit, votes)
        wider = np.maximum(np.diag(model), np.diag(sandwich_covariance(fit, votes, model)))
        return Spread(wider[: votes.size], wider[votes.size :], 0.0)
    information, scores = information_of(fit), scores_of(fit, votes)
    found: Probed = probed_variances(information, scores, fit.prior)
    people = _few_clusters(votes)
    wider = np.maximum(found.model, people * found.voters)
    return Spread(wider, _of_effects(information, scores, people), found.error)


def model_covariance(fit: Fit, votes: Tally) -> Floats:
    """Inverse of information plus prior, (parameters,)^2: right if votes are independent and the
    model holds."""
    n, dense = votes.size, information_of(fit).dense()
    # Strengths are known up to a constant only; this pins their mean at 0 and touches nothing else.
    dense[:n, :n] += 1 / max(n, 1)
    return _centred(np.asarray(np.linalg.inv(dense), np.float64), n)


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
    scores = scores_of(fit, votes)
    meat = (scores.T @ scores).toarray()
    return np.asarray(bread @ meat @ bread * _few_clusters(votes))


def scores_of(fit: Fit, votes: Tally) -> csr_array:
    """The gradient of each voter's votes, (voters, parameters)."""
    rest = residuals(fit, votes)
    columns, values = [votes.a, votes.b], [rest, -rest]
    effects = [np.ones(len(rest))] * fit.fits_first + [_heard(votes)] * fit.fits_heard
    for place, column in enumerate(effects):
        columns.append(np.full_like(votes.a, votes.size + place))
        values.append(rest * column)
    shape = (int(votes.voter.max(initial=-1)) + 1, votes.size + len(effects))
    rows = np.tile(votes.voter, len(columns))
    cells = (np.concatenate(values), (rows, np.concatenate(columns)))
    return coo_array(cells, shape=shape).tocsr()


def _heard(votes: Tally) -> Floats:
    return np.zeros(len(votes.a)) if votes.heard is None else votes.heard.astype(np.float64)


def _few_clusters(votes: Tally) -> float:
    people = votes.voters
    return people / max(people - 1, 1)


def _of_effects(information: Information, scores: csr_array, people: float) -> Floats:
    """Variances of the advantages, a column of the inverse each."""
    size, effects = information.size, len(information.columns)
    right = np.zeros((size + effects, effects))
    right[size + np.arange(effects), np.arange(effects)] = 1
    inverse = solved(information, right)
    voters = ((scores @ inverse) ** 2).sum(axis=0) * people
    return np.asarray(np.maximum(np.diag(inverse[size:]), voters))


def _centred(covariance: Floats, n: int) -> Floats:
    """Takes out of the strengths' covariance what only moves all of them together."""
    covariance = covariance.copy()
    if n:
        covariance[:n] -= covariance[:n].mean(axis=0)
        covariance[:, :n] -= covariance[:, :n].mean(axis=1, keepdims=True)
    return covariance
