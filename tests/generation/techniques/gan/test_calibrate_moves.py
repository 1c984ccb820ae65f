"""How much each interval has to gain for a model to move as real voices do."""

import json

import numpy as np
import pytest

from generation.catalogue import Card, read_card
from generation.techniques.gan import calibrate as calibrating
from generation.techniques.gan.calibrate import calibrate, count_made_moves
from generation.techniques.gan.card import CARDS
from generation.techniques.gan.moves import WIDEST
from generation.techniques.record import OWN
from tests.generation.tunes import ode

INTERVALS = 2 * WIDEST + 1
NOTES = 100_000


def test_it_works(monkeypatch: pytest.MonkeyPatch) -> None:
    """A player who obeys, but for half of what is asked, comes near to real moves."""
    random = np.random.default_rng(3)
    habits, real = random.random((2, INTERVALS)), random.integers(50, 1000, (2, INTERVALS))

    def play(card: Card, melodies: object) -> np.ndarray:
        weights = habits * np.exp(np.array(card.options["moves"]) / 2)
        return NOTES * weights / weights.sum(1, keepdims=True)

    def gap(rows: np.ndarray) -> float:
        weights = habits * np.exp(rows / 2)
        shares = weights / weights.sum(1, keepdims=True)
        return float(np.abs(shares - real / real.sum(1, keepdims=True)).sum())

    monkeypatch.setattr(calibrating, "count_made_moves", play)
    rows = calibrate(read_card("gan", "gan-pop"), real, [])
    assert gap(rows) < gap(np.zeros_like(rows)) / 5


def test_it_counts_what_the_model_plays() -> None:
    counts = count_made_moves(read_card("gan", "gan-bach"), [ode()])
    assert counts.shape == (3, INTERVALS)
    assert (counts.sum(1) > 8).all()


@pytest.mark.parametrize("genre", [genre for genre in CARDS if genre != OWN])
def test_the_shipped_cards_have_the_rows_that_were_found(genre: str) -> None:
    found = json.loads(calibrating.FILE.read_text())[genre]
    assert read_card("gan", f"gan-{genre}").options["moves"] == found
