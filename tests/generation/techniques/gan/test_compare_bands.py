"""The tables of the GAN, on made-up songs and by a stand-in for the network."""

from pathlib import Path

import numpy as np
import pytest

from generation.arranger.styles import arrange
from generation.catalogue import read_card
from generation.codecs.monophonic import REST, Line, mark_changes
from generation.evaluation.tables import Asked
from generation.music.song import Song
from generation.techniques.gan import accompanying, evaluate, rows, stages
from generation.techniques.gan.pieces import Piece
from generation.techniques.gan.subjects import Subject, find_plain_bars, make_subject
from tests.generation.evaluation.bands.bands import ROLES, band
from tests.generation.evaluation.light import lighten

CARD = read_card("gan", "gan-pop")
SPLITS: list[str] = []


def arrange_instead(card, song: Song, seed: int, parameters=None) -> Song:
    return arrange(card.genre, song, 0, accompanying.read_parts(card))


def made_up(folder: Path, parts, split: str) -> list[Subject]:
    SPLITS.append(split)
    return [make_subject(f"{split}/{n}", band(8 + 8 * (n % 2)), n, n // 2) for n in range(7)]


@pytest.fixture
def stand_ins(monkeypatch: pytest.MonkeyPatch) -> None:
    SPLITS.clear()
    lighten(monkeypatch)
    for module in (evaluate, accompanying):
        monkeypatch.setattr(module, "generate_song", arrange_instead)
    monkeypatch.setitem(stages.ALONE, "pop", stages.set_stage(made_up, ROLES))
    monkeypatch.setattr(evaluate, "load_odd_meter_tunes", lambda folder, split: [])


@pytest.mark.usefixtures("stand_ins")
def test_it_works(tmp_path: Path) -> None:
    said: list[str] = []
    found = evaluate.compute(CARD, Asked(tmp_path, pieces=6), said.append)
    assert set(SPLITS) == {"valid", "train"}
    assert found["promises"]["parses"] == found["promises"]["melodies"] == 6
    assert found["promises"]["seeds_differ"] == 0  # the arranger has no seed
    apart = found["sections"][0]["makers"]
    names = [CARD.name, "arranger", "shuffled", "mixed", "copy", "random", "real / real"]
    assert list(apart) == names
    assert apart["random"]["whole"].value > 0.9
    assert apart[CARD.name] == apart["arranger"]
    assert f"{CARD.name}: 6 of 6 melodies" in said
    guards = found["sections"][-1]["makers"]
    assert guards["copy"]["bars copied"][0] == 1
    assert "told apart" in evaluate.as_text(found)
    assert "distance, whole (arranger)" in found["remarks"][-1]  # they are the same


@pytest.mark.usefixtures("stand_ins")
def test_the_test_split_is_read_where_it_is_asked_for(tmp_path: Path) -> None:
    found = evaluate.compute(CARD, Asked(tmp_path, "test", pieces=1), str)
    assert set(SPLITS) == {"test", "train"}
    assert found["split"] == "test"
    assert "test split" in found["protocol"]


@pytest.mark.parametrize(("songs", "size"), [(3, 3), (11, 3), (16, 4), (43, 5), (400, 5)])
def test_groups_are_small_enough_for_folds(songs: int, size: int) -> None:
    assert rows.choose_size(songs) == size


def test_a_song_is_cut_to_its_plain_bars() -> None:
    """Nine bars, a bar of two quarters, four bars; the singer enters in the second."""
    lengths = [16] * 9 + [8] + [16] * 4
    starts = np.cumsum([0, *lengths[:-1]]).astype(np.int32)
    state = np.full(sum(lengths), 30, np.uint8)
    state[:64] = REST
    line = Line(state, mark_changes(state))
    bars = np.repeat(lengths, lengths).astype(np.int16)
    piece = Piece("made up", line, (), bars, bars, starts)
    assert find_plain_bars(piece) == (0, 144)
