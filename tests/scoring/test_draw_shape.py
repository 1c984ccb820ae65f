"""A report as a shape: a radar where there are five groups or more, else strips."""

import re

import pytest

from scoring.models import ScoreReport
from scoring.scale import WIDTH, cloud_of
from scoring.shape import RADIUS, X, Y, shape_of
from scoring.shape_words import apart_because, differences_of, sentence_of

SIX = {"tonality": 80, "rhythm": 20, "harmony": 75, "order": 97, "voices": 50, "drums": 60}


def report(version="2", genre="pop", **groups):
    return ScoreReport(genre=genre, version=version, groups=groups)


def points_of(text):
    return [tuple(map(float, point.split(","))) for point in text.split()]


def test_each_group_is_an_axis_as_long_as_its_score():
    shape = shape_of([report(**SIX)])
    lengths = [((x - X) ** 2 + (y - Y) ** 2) ** 0.5 for x, y in points_of(shape.outlines[0])]
    scores = [row.scores[0] for row in shape.rows]
    assert lengths == pytest.approx([RADIUS * score / 100 for score in scores], abs=0.2)
    assert [axis.name for axis in shape.axes] == [row.name for row in shape.rows]


def test_the_cloud_is_a_ring_between_its_tenths():
    shape = shape_of([report(**SIX)])
    rings = [points_of(re.sub("[MLZ]", "", ring)) for ring in shape.cloud_path.split("Z")[:2]]
    tops = [round((Y - ring[0][1]) / RADIUS * 100) for ring in rings]
    assert tops == [round(shape.cloud.high), round(shape.cloud.low)]


def test_four_groups_are_strips():
    shape = shape_of([report(tonality=0, rhythm=100, harmony=50)])
    assert not shape.axes and not shape.outlines
    assert {row.name: row.places for row in shape.rows} == {
        "tonality": [0],
        "rhythm": [WIDTH],
        "harmony": [WIDTH / 2],
    }


def test_scores_of_the_first_version_have_no_cloud():
    assert cloud_of("1") is None and shape_of([report("1", **SIX)]).cloud_path == ""


def test_two_pieces_lie_over_each_other():
    shape = shape_of([report(**SIX), report(**SIX | {"rhythm": 90})])
    assert len(shape.outlines) == 2 and shape.outlines[0] != shape.outlines[1]


def test_a_group_that_one_piece_lacks_has_no_difference():
    shape = shape_of([report(rhythm=50), report(harmony=50)])
    assert [row.difference for row in shape.rows] == [None, None]


def test_an_empty_report_is_an_empty_shape():
    assert (
        sentence_of(shape_of([report()]), "real pop") == "Nothing of this song could be measured."
    )


def test_the_strongest_and_the_weakest_are_told():
    told = sentence_of(shape_of([report(**SIX)]), "real pop")
    assert told == (
        "Nearest to real pop: order, 97 of 100, above nine tenths of it; "
        "farthest: rhythm, 20 of 100, below nine tenths of it."
    )


def test_differences_are_told_widest_first():
    pair = [report(**SIX), report(**SIX | {"rhythm": 90, "order": 70, "voices": 55})]
    told = differences_of(shape_of(pair), ["Ours", "Theirs"])
    assert told == (
        "rhythm: Theirs is 70 points ahead (20 and 90); order: Ours is 27 points ahead (97 and 70)."
    )


@pytest.mark.parametrize(
    "other, words",
    [(("1", "pop"), "different scales"), (("2", "bach"), "real Bach"), (("2", "pop"), "")],
)
def test_what_cannot_be_compared_is_said(other, words):
    told = apart_because([report(), report(*other)])
    assert words in told and bool(told) == bool(words)
