"""Bradley-Terry: the strengths under which the votes that were cast are likeliest."""

from chartbusters.ranking.methods.method import Method, Scored
from chartbusters.ranking.ratings import rate
from chartbusters.ranking.tally import tally_of
from chartbusters.ranking.votes import VoteTable


def scores(votes: VoteTable) -> Scored:
    told = rate(tally_of(votes))
    return Scored(told.rating, told.low, told.high)


METHOD = Method(
    name="bradley_terry",
    label="Bradley-Terry",
    sentence="Every vote moves two entries apart, the more the less it was expected; the order in "
    "which votes came does not matter.",
    needs=VoteTable,
    score=scores,
)
