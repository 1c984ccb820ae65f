"""A juried challenge worked out by hand, from the marks, votes and scores of its journey: what the
board has to say, by no function of the site."""

CRITERIA = (("Melody", 2), ("Surprise", 1))  # each with its weight
WEIGHTS = {"votes": 50, "jury": 30, "metrics": 20}
# Levels for melody and surprise, by maker; the second is severe, the third leaves half.
MARKS = {
    "juror-one": {0: (5, 4), 1: (4, 4), 2: (3, 2), 3: (3, 3)},
    "juror-severe": {0: (3, 2), 1: (3, 3), 2: (1, 1), 3: (2, 1)},
    "juror-half": {0: (4, 4), 1: (5, 5)},
}


def mean(levels: tuple[int, int]) -> float:
    melody, surprise = levels
    return (2 * melody + surprise) / 3


def average(values: list[float]) -> float:
    return sum(values) / len(values)


def corrected() -> dict[int, float]:
    """The two-way additive model: what is left of each mark once the mean of the juror's surprises
    is taken out, again and again until nothing changes."""
    severity, quality = dict.fromkeys(MARKS, 0.0), dict.fromkeys(range(4), 0.0)
    for _ in range(2000):
        for entry in quality:
            heard = [juror for juror in MARKS if entry in MARKS[juror]]
            quality[entry] = average([mean(MARKS[one][entry]) + severity[one] for one in heard])
        severity = severities(quality)
    return quality


def severities(quality: dict[int, float]) -> dict[str, float]:
    """By how much each juror marks lower than the entries deserve; 0 on average."""
    below = {}
    for juror, row in MARKS.items():
        below[juror] = average([quality[entry] - mean(levels) for entry, levels in row.items()])
    middle = average(list(below.values()))
    return {juror: one - middle for juror, one in below.items()}


def percentile(values: dict[int, float], of: int) -> float:
    """The share of the others that it is above, ties half."""
    others = [value for key, value in values.items() if key != of]
    below = sum(round(value, 6) < round(values[of], 6) for value in others)
    same = sum(round(value, 6) == round(values[of], 6) for value in others)
    return (below + same / 2) / len(others)


def points(
    wins: dict[int, float], scores: dict[int, float], entry: int
) -> tuple[float, float, float]:
    """What votes, jury and metrics give an entry, of 100 together. With every pair judged by every
    voter the ratings have the order of the wins."""
    return (
        WEIGHTS["votes"] * percentile(wins, entry),
        WEIGHTS["jury"] * percentile(corrected(), entry),
        WEIGHTS["metrics"] * percentile(scores, entry),
    )
