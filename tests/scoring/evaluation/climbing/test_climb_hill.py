"""The climber climbs, sees what it may, and goes on where it was interrupted."""

import numpy as np
import pytest

from scoring.evaluation.climbing.climber import BARS, Climb, climb_hill
from scoring.evaluation.climbing.edits import EDITS, draw_sheet, edit_sheet, sheet_song
from scoring.evaluation.climbing.standing import rank_score
from scoring.spoiling.rows import LENGTH, ONSET, WHOLE_NOTE

CLIMB = Climb("pop", 20, 3, rounded=False)


def test_it_never_comes_lower_and_goes_the_same_way_again():
    begun, climbed = climb_hill(CLIMB._replace(tries=0)), climb_hill(CLIMB)
    assert climbed.seen >= begun.seen
    assert sheet_song(climb_hill(CLIMB).sheet) == sheet_song(climbed.sheet)


def test_it_goes_on_where_it_was_interrupted(tmp_path):
    climb_hill(CLIMB._replace(tries=8), tmp_path)
    resumed = climb_hill(CLIMB, tmp_path)
    assert resumed.tried == 20
    assert sheet_song(resumed.sheet) == sheet_song(climb_hill(CLIMB).sheet)


def test_what_entrants_see_is_rounded_to_five():
    assert climb_hill(CLIMB._replace(tries=3, rounded=True)).seen % 5 == 0


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_leaves_notes_inside_the_bars(edit):
    random = np.random.default_rng(1)
    [rows] = draw_sheet(BARS, 1, random)
    for _ in range(30):
        rows = edit(rows, BARS, random)
        assert rows[:, LENGTH].min() > 0 and rows[:, ONSET].min() >= 0
        assert rows[:, ONSET].max() < BARS * WHOLE_NOTE


def test_edits_change_the_music():
    random = np.random.default_rng(1)
    sheet = draw_sheet(BARS, 4, random)
    edited = [sheet_song(edit_sheet(sheet, BARS, random)) for _ in range(20)]
    assert sum(song != sheet_song(sheet) for song in edited) > 10


def test_a_draw_with_real_music_counts_half():
    assert rank_score(50, [40, 50, 60, 70]) == 37.5
