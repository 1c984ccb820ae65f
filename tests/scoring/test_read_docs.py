from pathlib import Path

from scoring.metrics import REGISTRY
from scoring.reference import genres

DOCS = Path(__file__).resolve().parents[2] / "docs" / "scoring.md"


def test_it_tells_of_every_metric_and_genre():
    text = DOCS.read_text()
    for metric in REGISTRY:
        assert f"`{metric.name}`" in text and metric.line in text, metric.name
    assert all(f"`{genre}`" in text for genre in genres())


def test_it_tells_of_no_metric_that_is_gone():
    listed = {
        line.split("`")[1]
        for line in DOCS.read_text().splitlines()
        if line.startswith("| `") and " / " not in line
    }
    assert listed <= {metric.name for metric in REGISTRY} | set(genres())
