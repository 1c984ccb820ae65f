"""`manage.py evaluate continuation`: all its tables, on a small corpus."""

from pathlib import Path

import pytest

from generation.techniques.transformer import evaluate as continuation

FAULTLESS = {"silence": 0, "one note": 0, "repetition": 0}


def test_it_refuses_to_evaluate_without_data(tmp_path: Path) -> None:
    with pytest.raises(OSError):
        continuation.evaluate(tmp_path, tmp_path, count=1)


def test_all_tables_of_a_small_corpus(shared_data: Path, tmp_path: Path) -> None:
    said: list[str] = []
    found = continuation.evaluate(
        shared_data, tmp_path, "valid", 2, 2, pieces=1, corpora=["jsb_chorales"], say=said.append
    )
    ours, ngrams, none = (row["nats_a_note"] for row in found["likelihoods"])
    assert ours < ngrams < none
    by_model = {row["model"]: row for row in found["faults"]}
    assert by_model["transformer-all"]["samples"] == 4
    assert by_model["real music"] == {"model": "real music", "samples": 2, "figures": FAULTLESS}
    overlaps = {row["model"]: row["figures"]["overlap"] for row in found["likeness"]}
    assert overlaps["real music"] == 1 > overlaps["transformer-all"]
    assert said[2] == "Corpus: jsb_chorales (1 of 1)" and len(said) == 4
    assert sorted(path.name for path in tmp_path.glob("continuation/*/*")) == [
        "jsb_chorales-1-2.json",
        "opening-0-2.json",
        "opening-1-2.json",
    ]
    kept = found["sections"][0]["makers"]
    assert kept["opening again"]["motifs returned"].value > 0.8
    assert kept["ours - real"]["key kept"].error >= 0
    assert "motifs returned" in continuation.as_text(found)
    told = continuation.figures(found, {"chorales": 2, "continuation, test split": 3})
    assert (told["chorales"], told["continuation, test split"]) == (2, 3)
    assert told["continuation, valid split"]["faults"] == found["faults"]
