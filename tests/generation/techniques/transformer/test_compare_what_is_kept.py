"""Continuations beside real ones, copies of the opening, and those of other openings."""

from dataclasses import replace

from generation.codecs.score import encode_score
from generation.music.theory import transpose
from generation.techniques.transformer.openings import Opening, cut_opening, repeat_opening
from generation.techniques.transformer.study import (
    REAL,
    SHUFFLED,
    Study,
    compare_kept,
    shuffle_continuations,
)
from tests.generation.continuer import work
from tests.generation.tunes import long_tune


def opening(semitones: int = 0) -> Opening:
    """A long tune, moved."""
    score = encode_score(transpose(long_tune(48), semitones))
    found = cut_opening(replace(work(), score=score))
    assert found
    return found


def test_the_opening_is_copied_until_time_is_up() -> None:
    found, opened = repeat_opening(opening()), opening()
    known = opened.known.notes
    assert (found[: len(known), 1:] == known[:, 1:]).all()
    assert (found[: len(known), 0] == known[:, 0] + opened.start).all()
    assert found[:, 0].max() < opened.stop


def openings() -> list[Opening]:
    """Two of one corpus, the second a fourth higher."""
    return [opening(), opening(5)]


def test_a_continuation_is_borrowed_in_the_right_key() -> None:
    """The same tune in another key: in the right key it is the real continuation."""
    one, _ = openings()
    study = Study(openings(), {REAL: [[each.real] for each in openings()]})
    shuffled = shuffle_continuations(study)
    assert (shuffled.by_maker[SHUFFLED][0][0][:, :3] == one.real[:, :3]).all()
    lone = Study([one], {REAL: [[one.real]]})
    assert shuffle_continuations(lone).by_maker[SHUFFLED] == [[]]


def test_what_is_kept_is_compared_pair_by_pair() -> None:
    pairs = openings()
    rows = {REAL: [[each.real] for each in pairs], "ours": [[each.real] for each in pairs]}
    rows["copy"] = [[repeat_opening(pairs[0])], []]
    table = compare_kept(Study(pairs, rows), "ours")["makers"]
    assert set(table["ours - real"].values()) <= {(0, 0), None}
    assert table["ours"] == table[REAL]
    assert table["copy"]["motifs returned"].value > 0.8  # but for those over the seams
    assert table["copy"]["bars copied"] == (1, 1, 1)
