"""The table of gaps: excerpts, who else fills and adds, and what is asked of the network."""

from pathlib import Path

import numpy as np
import pytest

from generation.catalogue import read_card
from generation.codecs.score import OF_PITCH, OF_SLOT, ONSET, Notes, Score
from generation.evaluation.tables import Asked
from generation.techniques.transformer import asked as wishes
from generation.techniques.transformer import gaps
from generation.techniques.transformer.asked import (
    Excerpt,
    Part,
    ask_fill,
    ask_track,
    borrow_part,
    cut_apart,
    cut_excerpt,
    double_highest,
    draw_notes,
    shift_part,
    spread,
    take_lowest,
)
from generation.techniques.transformer.works import Work

BAR, Q = 96, 24  # steps
ROOTS = (48, 53, 55, 48, 45, 50, 43, 48)


def work(bars: int = 18, moved: int = 0, corpus: str = "freedoom") -> Work:
    """A tune, a held root, and a bass on every beat, after a silent bar."""
    rows = []
    for beat in range(4 * bars):
        root = ROOTS[beat // 4 % 8] + moved
        at = (beat + 4) * Q
        rows.append((at, 0, root + 24 + (0, 4, 7, 4)[beat % 4], Q, 10))
        rows += [(at, 1, root + 12, BAR, 10)] if beat % 4 == 0 else []
        rows.append((at, 2, root - 12, Q, 10))
    score = Score(np.array(rows, np.int32), (80, 48, 33), ((0, 4, 4),), ((0, 120),))
    return Work(f"{corpus}/1", 0, score)


def excerpt(bars: int = 16, moved: int = 0) -> Excerpt:
    found = cut_excerpt(work(moved=moved), bars)
    assert found
    return found


def part(moved: int = 0) -> Part:
    found = take_lowest(excerpt(moved=moved))
    assert found
    return found


def classes(notes: Notes) -> set[int]:
    return set((notes[:, OF_PITCH] % 12).tolist())


def test_an_excerpt_begins_at_the_first_bar_that_sounds() -> None:
    found = excerpt(12)
    assert found.score.notes[0, ONSET] == 0
    assert len(found.score.notes) == 12 * 9
    assert found.gap == (4 * BAR, 8 * BAR)
    assert len(found.gone) == 4 * 9
    assert cut_excerpt(work(bars=10), 12) is None


def test_an_excerpt_keeps_to_one_meter() -> None:
    changing = work()
    score = changing.score._replace(meters=((0, 4, 4), (5 * BAR, 3, 4)))
    assert cut_excerpt(Work("freedoom/2", 0, score), 12) is None


def test_excerpts_of_a_work_stand_apart() -> None:
    found = cut_apart(work(bars=40), 16)
    assert [len(each.score.notes) for each in found] == [16 * 9, 16 * 9]
    assert all(each.score.notes[0, ONSET] == 0 for each in found)
    changing = work(bars=40).score._replace(meters=((0, 4, 4), (20 * BAR, 2, 2)))
    later = cut_apart(Work("freedoom/3", 0, changing), 16)
    assert [each.score.meters for each in later] == [((0, 4, 4),), ((0, 2, 2),)]


def test_parts_are_taken_from_all_over_a_work() -> None:
    numbers = [part(moved=moved) for moved in range(9)]
    assert spread(numbers, 4) == [numbers[at] for at in (0, 3, 5, 8)]
    assert spread(numbers[:2], 4) == numbers[:2]
    assert spread([], 4) == []


def test_works_count_alike_however_many_excerpts_they_have() -> None:
    rows = [{"agreement": value} for value in (1.0, 0.0, None, 0.5)]
    assert gaps.average_works(rows, ["a", "a", "a", "b"]) == [{"agreement": 0.5}] * 2


def test_the_lowest_part_is_taken_away() -> None:
    taken = part()
    assert set(taken.real[:, OF_SLOT]) == {2}
    assert set(taken.others[:, OF_SLOT]) == {0, 1}
    assert taken.instrument == "bass"
    duo = excerpt()
    two = duo.score.notes[duo.score.notes[:, OF_SLOT] < 2]
    assert take_lowest(Excerpt("freedoom/1", duo.score._replace(notes=two), BAR)) is None


def test_a_part_that_another_doubles_is_not_asked_for() -> None:
    known = excerpt().score
    bass = known.notes[known.notes[:, OF_SLOT] == 2]
    twice = np.concatenate([known.notes, bass + np.array([0, 1, 12, 0, 0])]).astype(np.int32)
    score = known._replace(notes=twice, programs=(80, 48, 33, 33))
    assert take_lowest(Excerpt("freedoom/1", score, BAR)) is None


def test_other_makers_are_what_they_say() -> None:
    taken = part()
    shifted = shift_part(taken)
    assert (shifted[8:, OF_PITCH] == taken.real[:-8, OF_PITCH]).all()
    assert (shifted[:, ONSET] == taken.real[:, ONSET]).all()
    copied = double_highest(taken)
    tune = taken.others[taken.others[:, OF_SLOT] == 0]
    assert (copied[:, OF_PITCH] == tune[:, OF_PITCH] - 24).all()
    assert classes(borrow_part([part(), part(moved=5)], 0)) == classes(part().real)
    drawn = draw_notes(taken.real, 1)
    assert len(drawn) == len(taken.real)
    assert set(drawn[:, OF_PITCH]) <= set(range(30, 44))


def answer(card, song, seed: int, parameters: dict) -> Notes:
    """In place of the network: the song as it came, and a track of quarters where one is added."""
    asked_for.append(parameters)
    notes = wishes.encode_score(song, range(len(song.tracks))).notes
    number = len(song.tracks)
    if parameters["mode"] == wishes.ADD:
        added = [(beat * Q, number, 36, Q, 10) for beat in range(64)]
        notes = np.concatenate([notes, np.array(added, np.int32)])
    return notes


asked_for: list[dict] = []


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    asked_for.clear()
    monkeypatch.setattr(wishes, "ask", answer)


@pytest.mark.usefixtures("stand_in")
def test_the_network_is_asked_for_the_bars_of_the_gap() -> None:
    made = ask_fill(read_card("transformer"), excerpt(12), 1)
    assert asked_for == [{"mode": wishes.FILL, "first_bar": 5, "last_bar": 8}]
    assert (made[:, ONSET] == excerpt(12).gone[:, ONSET]).all()


@pytest.mark.usefixtures("stand_in")
def test_the_network_is_asked_for_the_track_alone() -> None:
    made = ask_track(read_card("transformer"), part(), 1)
    assert asked_for == [{"mode": wishes.ADD, "instrument": "bass"}]
    assert set(made[:, OF_PITCH]) == {36}
    assert len(made) == 64


@pytest.mark.usefixtures("stand_in")
def test_it_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def works(folder: Path, corpus: str, split: str) -> list[Work]:
        splits.append(split)
        return [work(moved=moved, corpus=corpus) for moved in (0, 5, 7)]

    splits: list[str] = []
    said: list[str] = []
    monkeypatch.setattr(wishes, "load_works", works)
    found = gaps.compute(read_card("transformer"), Asked(tmp_path, pieces=4), said.append)
    assert set(splits) == {"valid"}
    fills, added = (each["makers"] for each in found["sections"])
    # the stand-in leaves the gap as it was
    assert fills["transformer-all"]["notes, F1"] == (1, 1, 1)
    assert fills["copy of before"]["bars copied"] == (1, 1, 1)
    assert fills["real"]["bars copied"][0] < 1
    assert fills["nearer copy"]["notes, F1"][0] >= fills["copy of before"]["notes, F1"][0]
    assert added["real"]["agreement"][0] > 0.5 > added["random"]["agreement"][0]
    assert added["copy"]["agreement"] == added["copy"]["doubles a track"] == (1, 1, 1)
    assert added["real"]["agreement"][0] > added["shifted"]["agreement"][0]
    assert added["ours - real"]["agreement"].mean < 0
    assert said[-1] == "Added tracks: 4 of 4"
    assert "ours - real" in gaps.as_text(found)
    assert set(gaps.figures(found, {"chorales": 1})) == {"chorales", "gaps, valid split"}
