"""The table of the chord model, on made-up tunes."""

import json
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import numpy as np
import pytest

from generation.codecs.monophonic import Cell, encode_skyline
from generation.datasets.labelled_chords import Labelled, sound_band
from generation.evaluation.harmony import table
from generation.evaluation.harmony.answers import Answer
from generation.evaluation.harmony.passages import compare_keys
from generation.evaluation.harmony.rightness import measure_answer
from generation.evaluation.tables import Asked
from generation.harmony.spans import split_halves
from generation.harmony.symbols import Symbol
from generation.music.theory import Key
from tests.generation.evaluation.light import lighten

SCALE = (0, 2, 4, 5, 7, 5, 4, 0)
C, F, G = (Symbol(root, "major", root) for root in (0, 5, 7))


def make_tune(number: int) -> Labelled:
    """Sixteen half bars that sing tones of their chords, and a bass."""
    random = np.random.default_rng(number)
    middle = [(C, F, G)[place] for place in random.integers(0, 3, 14)]
    symbols = [C, *middle, C]
    cells = [
        Cell(4 * at, 4 * at + 4, 60 + symbols[at // 2].classes[int(random.integers(3))])
        for at in range(31)
    ]
    bass = [Cell(8 * at, 8 * at + 8, 36 + symbol.root) for at, symbol in enumerate(symbols)]
    steps = np.arange(128)
    line = encode_skyline([*cells, Cell(124, 128, 60)], 128)
    spans = split_halves(steps % 16, np.full(128, 16))
    key = Key(0, "major")
    return Labelled(
        f"tune {number}", "made up", "pop", line, spans, [*symbols], key, sound_band(bass, 128)
    )


def read(folder: Path, split: str) -> Iterator[Labelled]:
    return (make_tune(number) for number in range(6))


def test_it_works(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    lighten(monkeypatch)
    monkeypatch.setattr(table, "read_tunes", read)
    said: list[str] = []
    found = table.compute(None, Asked(tmp_path), said.append)
    right, paired, apart, keys = (each["makers"] for each in found["sections"])
    assert right["true"]["root and quality right"].value == 1
    assert right["model"]["root right"].value > right["shuffled"]["root right"].value
    assert right["model, all heard"]["root right"].value > right["model"]["root right"].value
    assert right["tonic"]["changes a span"].value == 0
    assert paired["true"]["root right"].mean < 0
    assert "shuffled" not in apart
    assert [*keys["model"]] == ["4 bars: key right", "4 bars: scale right"]  # of eight
    assert said == ["6 tunes read", "made: 6 tunes"]
    assert "made: told apart" in table.as_text(found)


def test_keys_of_passages_are_right_or_not() -> None:
    """A scale of C, in whose key its tune is; and one whose tune is said to be in F sharp."""
    scale = [Cell(4 * n, 4 * n + 4, 60 + step) for n, step in enumerate(SCALE * 4)]
    tune = make_tune(1)._replace(line=encode_skyline(scale, 128))
    for key, share in ((Key(0, "major"), 1.0), (Key(6, "major"), 0.0)):
        makers = compare_keys("made", [tune._replace(key=key)])["makers"]
        cells = chain.from_iterable(row.values() for row in makers.values())
        assert {cell.value for cell in cells} == {share}


def test_it_writes_into_the_models_card(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "model.json"
    path.write_text(json.dumps({"card": {"figures": {"tunes": 3}}, "tables": {}}))
    monkeypatch.setattr(table, "MODEL", path)
    sections = [table.make_section("made", {"model": {"root right": 0.51234}})]
    table.write({"table": "harmony", "split": "valid", "protocol": "", "sections": sections})
    figures = json.loads(path.read_text())["card"]["figures"]
    assert figures["tunes"] == 3
    assert figures["valid split"]["sections"]["made"]["makers"]["model"]["root right"] == 0.512


def test_figures_are_weighed_by_time() -> None:
    tune = make_tune(1)
    figures = measure_answer(tune, Answer([C] * 16, tune.key))
    told = tune.symbols.count(C) / 16
    assert figures["root right"] == pytest.approx(told)
    assert figures["tones in the tune's own chords"] == pytest.approx(
        sum({C: 1, F: 1 / 3, G: 1 / 3}[symbol] for symbol in tune.symbols if symbol) / 16
    )
    assert figures["last chord the tonic"] == 1
