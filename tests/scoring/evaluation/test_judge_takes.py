from scoring.evaluation.takes import Take, judge_take, shipped_takes, tell_takes


def test_every_model_plays_over_every_preset():
    takes = shipped_takes(7)
    assert len(takes) == len({take[1] for take in takes}) * len({take[2] for take in takes})
    assert ("gan", "gan-pop", "twinkle", 7) in takes


def test_it_judges_beside_the_genre_of_the_model():
    take = judge_take("gan", "gan-pop", "twinkle", 1)
    assert take.genre == "pop" and take.refused == ""
    assert 0 < take.score <= 100
    assert judge_take("gan", "gan-pop", "twinkle", 1) == take


def test_it_tells_a_row_a_model_and_how_many_have_no_score():
    takes = [
        Take("one", "pop", "a", 80.0),
        Take("one", "pop", "b", 60.0),
        Take("one", "pop", "c", None, "refused"),
        Take("two", "any", "a", None),
    ]
    rows = tell_takes(takes).splitlines()
    assert rows[2] == "| one | pop | 3 | 1 | 70 | 65-75 |"
    assert rows[3] == "| two | general | 1 | 1 | - | - |"
