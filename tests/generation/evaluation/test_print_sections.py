"""Tables for people and for cards."""

from generation.evaluation.sections import as_text, figures, make_section
from generation.evaluation.tables import Result


def result(split: str = "valid", value: float = 0.12345) -> Result:
    makers = {"real": {"a": 1.0, "b": None}, "ours": {"a": (value, 0.1, 0.2), "c": (-0.5, 0.25)}}
    return {
        "table": "name",
        "split": split,
        "protocol": "how",
        "promises": {"same_seed": 3},
        "sections": [make_section("first", makers, "what it is")],
        "remarks": ["a word at the end"],
    }


def test_it_works() -> None:
    lines = as_text(result()).splitlines()
    assert lines[:3] == ["name", "how", "same seed 3"]
    assert lines[4:6] == ["first", "what it is"]
    assert lines[6].split() == ["real", "ours"]
    assert lines[7].split() == ["a", "1.000", "0.123", "[0.10", "0.20]"]
    assert lines[8].split() == ["b", "-", "-"]
    assert lines[9].split() == ["c", "-", "-0.500", "±", "0.250"]
    assert lines[10] == "a word at the end"


def test_a_card_keeps_the_other_split() -> None:
    before = figures(result("test"), {"valid": {"loss": 1}, "overlap": 0.9})
    after = figures(result("valid"), before)
    assert after["test split"] == before["test split"]
    assert after["valid"] == {"loss": 1}
    assert "overlap" not in after
    told = after["valid split"]["sections"]["first"]
    assert told["makers"]["ours"] == {"a": [0.123, 0.1, 0.2], "c": [-0.5, 0.25]}
    assert told["note"] == "what it is"
