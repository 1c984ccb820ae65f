"""Methods of ranking, one file each; a new one is a file and a line here."""

from chartbusters.ranking.methods import (
    bayesian_mean,
    bradley_terry,
    elo,
    itch,
    openskill,
    schulze,
    wilson,
)
from chartbusters.ranking.methods.method import AnyMethod

METHODS: dict[str, AnyMethod] = {
    method.name: method
    for method in (
        bradley_terry.METHOD,
        elo.METHOD,
        openskill.METHOD,
        wilson.METHOD,
        itch.METHOD,
        bayesian_mean.METHOD,
        schulze.METHOD,
    )
}
