"""The tables of the AR-CNN, on made-up chorales and by stand-ins for the network."""

from pathlib import Path

import pytest

from generation.catalogue import read_card
from generation.codecs.chorale import States, encode_pitches
from generation.evaluation.tables import Asked
from generation.techniques.arcnn import evaluate, rows
from tests.generation.evaluation.chorales.test_compare_chorales import chorale
from tests.generation.evaluation.light import lighten


def sing_random(network: object, piece: States, seed: int, rule: bool = True) -> States:
    return rows.draw_random_notes(network, piece, seed)


def made_up(folder: Path, split: str) -> list[States]:
    first = {"train": 100, "valid": 0, "test": 50}[split]
    return [encode_pitches(chorale(first + number).T) for number in range(9)]


@pytest.fixture
def stand_ins(monkeypatch: pytest.MonkeyPatch) -> None:
    lighten(monkeypatch)
    monkeypatch.setattr(evaluate, "read_chorales", made_up)
    monkeypatch.setattr(evaluate, "load_tunes", lambda folder, split: [])
    monkeypatch.setattr(evaluate, "measure_tunes", lambda tunes: {})
    makers = {rows.OURS: sing_random, "random": sing_random}
    monkeypatch.setattr(rows, "HARMONISERS", makers)


@pytest.mark.usefixtures("stand_ins")
def test_it_works(tmp_path: Path) -> None:
    said: list[str] = []
    found = evaluate.compute(read_card("arcnn"), Asked(tmp_path, pieces=8), said.append)
    apart, writing, guards = (each["makers"] for each in found["sections"][:3])
    names = [rows.OURS, "random", "arranger", "shuffled", "mixed", "copy", "Bach / Bach"]
    assert list(apart) == names
    assert apart["random"]["chords"].value > 0.9
    assert apart["shuffled"]["whole"].value > 0.5
    assert writing["random"]["parallels: fifths, every move"][0] > 0
    assert guards["copy"]["median"] > guards["random"]["median"]
    assert f"{rows.OURS}: 8 of 8 sopranos" in said
    assert found["promises"]["melodies"] == 0
    assert "part-writing" in evaluate.as_text(found)


def test_rules_sing_below_the_soprano() -> None:
    """On beats, each voice below the one above it; the soprano stays."""
    piece = chorale(0)
    choir = rows.arrange_below(piece)
    assert (choir[0] == piece[0]).all()
    assert (choir[1:] >= 0).all()
    assert (choir[:-1, ::4] >= choir[1:, ::4]).all()
