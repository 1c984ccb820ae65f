"""A jury's marks: severity taken out, intervals, and every jury that is less than it should be."""

import numpy as np
import pytest

from chartbusters.ranking.jury import JuryMarks, judged, standardised

N = np.nan


def _marks(table: list[list[float]] | np.ndarray) -> JuryMarks:
    """From a table (jurors, entries), nan where nobody marked."""
    whole = np.array(table, float).reshape(len(table), -1)
    juror, entry = np.nonzero(~np.isnan(whole))
    return JuryMarks(whole.shape[1], whole.shape[0], entry, juror, whole[juror, entry])


def test_it_works():
    """By hand: the second juror gives one point less, and the last entry heard him."""
    told = judged(_marks([[5, 3, N], [4, 2, 4], [5, 3, 5]]))
    assert told.score == pytest.approx([14 / 3, 8 / 3, 14 / 3])
    assert told.severity == pytest.approx([-1 / 3, 2 / 3, -1 / 3])
    assert told.jurors.tolist() == [3, 3, 2] and told.few.tolist() == [False, False, True]
    assert told.parts == 1


def test_it_takes_out_a_severe_juror():
    draw = np.random.default_rng(1)
    quality, severity = draw.normal(3, 0.8, 30), np.array([0.0, 0.2, -0.2, 1.6])
    table = quality - severity[:, None] + draw.normal(0, 0.2, (4, 30))
    # the severe one heard only the second half of the entries
    table[3, :15] = N
    told = judged(_marks(table))
    plain = np.nanmean(table, axis=0)
    fair = np.corrcoef(told.score, quality)[0, 1]
    assert fair > 0.97 > np.corrcoef(plain, quality)[0, 1]
    assert told.severity - told.severity.mean() == pytest.approx(
        severity - severity.mean(), abs=0.2
    )


def test_it_works_as_least_squares():
    draw = np.random.default_rng(2)
    table = draw.normal(3, 1, (6, 9))
    table[draw.random((6, 9)) < 0.35] = N
    told = judged(_marks(table))
    juror, entry = np.nonzero(~np.isnan(table))
    design = np.zeros((len(juror) + 1, 15))
    design[np.arange(len(juror)), entry] = 1
    design[np.arange(len(juror)), 9 + juror] = -1
    design[-1, 9:] = 1  # severities around 0
    answer = np.linalg.lstsq(design, np.append(table[juror, entry], 0), rcond=None)[0]
    assert told.score == pytest.approx(answer[:9], abs=1e-9)
    assert told.severity == pytest.approx(answer[9:], abs=1e-9)


@pytest.mark.parametrize("jurors", [3, 6])
def test_it_covers_the_truth_about_95_times_in_100(jurors):
    draw, covered = np.random.default_rng(jurors), []
    for _ in range(25):
        quality, severity = draw.normal(3, 0.7, 12), draw.normal(0, 0.5, jurors)
        table = quality - severity[:, None] + draw.normal(0, 0.5, (jurors, 12))
        table[draw.random(table.shape) < 0.2] = N
        told = judged(_marks(table))
        # severities are told around 0, so the truth is what this very jury would agree on
        truth = quality - severity.mean()
        some = told.jurors > 1
        covered += ((told.low <= truth) & (truth <= told.high))[some].tolist()
    # with few jurors more often: how far they differ is hardly known
    assert 0.94 < np.mean(covered) <= 1


def test_it_gives_the_same_verdict_twice():
    marks = _marks(np.random.default_rng(3).integers(1, 6, (4, 7)))
    one, other = judged(marks), judged(marks)
    assert (one.low == other.low).all() and (one.high == other.high).all()


def test_it_handles_jurors_and_entries_in_any_order():
    draw = np.random.default_rng(4)
    table = draw.integers(1, 6, (5, 8)).astype(float)
    table[draw.random((5, 8)) < 0.3] = N
    jurors, entries = draw.permutation(5), draw.permutation(8)
    told, mixed = judged(_marks(table)), judged(_marks(table[jurors][:, entries]))
    assert mixed.score == pytest.approx(told.score[entries], abs=1e-12, nan_ok=True)


def test_it_handles_no_jury_at_all():
    told = judged(JuryMarks(3, 0, *np.zeros((2, 0), np.int64), np.zeros(0)))
    assert np.isnan(told.score).all() and np.isnan(told.low).all() and told.parts == 0
    assert not told.agreement.known and told.few.all()
    nothing = judged(JuryMarks(0, 0, *np.zeros((2, 0), np.int64), np.zeros(0)))
    assert nothing.score.shape == (0,)


def test_it_handles_one_juror():
    told = judged(_marks([[1, 5, N]]))
    assert told.score[:2].tolist() == [1, 5] and np.isnan(told.score[2])
    # one opinion proves nothing: the whole span
    assert told.low[0] == -3 and told.high[0] == 5
    assert told.severity.tolist() == [0] and not told.agreement.known


def test_it_handles_a_juror_who_left_before_marking():
    told = judged(_marks([[1, 5], [N, N], [2, 4]]))
    assert np.isnan(told.severity[1]) and told.severity[[0, 2]] == pytest.approx([0, 0])
    assert told.score == pytest.approx([1.5, 4.5])


def test_it_handles_jurors_who_gave_everything_the_same():
    told = judged(_marks([[3, 3, 3], [4, 4, 4]]))
    assert told.score == pytest.approx([3.5] * 3) and told.severity == pytest.approx([0.5, -0.5])
    assert np.isfinite(told.low).all()
    assert not judged(_marks([[3, 3], [3, 3]])).agreement.known
    # one who always gives the same pulls differences together, and is not counted as severe
    told = judged(_marks([[1, 3, 5], [3, 3, 3]]))
    assert told.score == pytest.approx([2, 3, 4]) and told.severity == pytest.approx([0, 0])


def test_it_handles_juries_that_share_no_entry():
    told = judged(_marks([[5, 4, N, N], [4, 3, N, N], [N, N, 2, 1], [N, N, 1, 0]]))
    assert told.parts == 2
    # inside of each part severities are around 0
    assert told.severity == pytest.approx([-0.5, 0.5, -0.5, 0.5])
    assert told.score == pytest.approx([4.5, 3.5, 1.5, 0.5])


def test_standardised_works():
    told = standardised(_marks([[1, 2, 3], [3, 3, 3], [2, N, 4]]))
    assert told == pytest.approx([(-np.sqrt(1.5) + 0 - 1) / 3, 0, (np.sqrt(1.5) + 0 + 1) / 3])
    assert np.isnan(standardised(_marks([[1, N]]))[1])
