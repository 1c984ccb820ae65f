from scoring.evaluation.areas import Scored, measure_area


def rows(*scores: float | None, work: str = "") -> list[Scored]:
    """Each of a work of its own, or all of one."""
    return [Scored(work or str(number), score) for number, score in enumerate(scores)]


def test_it_works():
    area = measure_area(rows(90, 80, 70, 60, 50), rows(55, 65, 85, 45, 75))
    assert area.auc == 15 / 25
    assert area.low < area.auc < area.high
    assert (area.pieces, area.works) == (5, 5)


def test_draws_count_half_and_no_score_is_the_lowest():
    assert measure_area(rows(80, 80), rows(80, None)).auc == 0.75
    assert measure_area(rows(0), rows(None)).auc == 1


def test_the_interval_is_over_works_not_pieces():
    real = [*rows(90, 80, 70, 60), *rows(91, 81, 71, 61)]
    many = [Scored(str(number), row.score) for number, row in enumerate(real)]
    few = measure_area(real, rows(75, 65, 85, 55))
    more = measure_area(many, rows(75, 65, 85, 55))
    assert few.auc == more.auc
    assert few.high - few.low > more.high - more.low


def test_it_handles_nothing_that_could_be_spoilt():
    assert measure_area(rows(80), []) is None
