"""What training of the AR-CNN hides, what it plays wrongly, and the windows that it makes."""

import pytest
import torch

from generation.codecs.chorale import LOWEST, RANGES, REST, find_runs
from generation.techniques.arcnn.config import EDITABLE, GIVEN, HIDDEN
from generation.techniques.arcnn.corruption import corrupt
from generation.techniques.arcnn.dataset import VARIED, Batch, ChoraleDataset, Variation
from generation.techniques.arcnn.masking import (
    SOON,
    TASKS,
    Task,
    any_cells,
    draw_masks,
    the_future,
    whole_voices,
)
from generation.training.randomness import seeded
from tests.generation.choir import piece
from tests.generation.trainees import chorales

STATES = torch.from_numpy(piece(64)).long()[None].repeat(32, 1, 1)
BOUNDS = torch.tensor([[low - LOWEST + 1, high - LOWEST + 1] for low, high in RANGES])


def drawn(vary: Variation, size: int = 64) -> Batch:
    return ChoraleDataset(chorales().part("bach", "train")).draw_batch(
        size, 32, seeded("cpu", 1), vary
    )


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.__name__)
def test_it_works(task: Task) -> None:
    hidden, scored = task(500, 4, 32, seeded("cpu", 1))
    assert hidden.shape == scored.shape == (500, 4, 32)
    assert scored.flatten(1).any(1).all()
    assert (hidden | ~scored).all()  # what is scored is hidden


def test_it_draws_every_task() -> None:
    shape = (400, 4, 32)
    hidden, scored = draw_masks(shape, seeded("cpu", 1))
    alone = [draw_masks(shape, seeded("cpu", 1), number) for number in range(len(TASKS))]
    assert hidden.shape == scored.shape == shape
    assert all(not torch.equal(hidden, each) for each, _ in alone)
    assert 0.35 < hidden.float().mean() < 0.55


def test_it_hides_any_number_of_cells_alike() -> None:
    counts = any_cells(4000, 4, 8, seeded("cpu", 1))[0].sum((1, 2)).float()
    assert (int(counts.min()), int(counts.max())) == (1, 32)
    assert float(counts.mean()) == pytest.approx(16.5, abs=0.6)


def test_it_hides_the_whole_future_and_scores_its_beginning() -> None:
    hidden, scored = the_future(200, 4, 32, seeded("cpu", 1))
    at = torch.arange(32)
    moment = hidden.any(1).int().argmax(1)[:, None, None]
    assert not (hidden & (at < moment)).any()
    assert (hidden | (at <= moment)).all()
    assert not (scored & (at >= moment + SOON)).any()


def test_it_leaves_a_voice_to_go_by() -> None:
    hidden, _ = whole_voices(500, 4, 32, seeded("cpu", 1))
    assert not hidden.all(2).all(1).any()


def test_it_plays_notes_wrongly() -> None:
    none, half = (
        corrupt(STATES, torch.full((32, 1, 1), share), BOUNDS, seeded("cpu", 1))
        for share in (0.0, 0.5)
    )
    assert torch.equal(none, STATES)
    assert 0.2 < (half != STATES).float().mean() < 0.7
    low, high = BOUNDS[:, :1], BOUNDS[:, 1:]
    assert ((half == REST) | ((half >= low) & (half <= high))).all()


def test_it_plays_whole_notes_wrongly_or_one_side_of_them() -> None:
    wrong = corrupt(STATES, torch.full((32, 1, 1), 0.3), BOUNDS, seeded("cpu", 2)) != STATES
    wholly = partly = 0
    for voice, line in enumerate(piece(64)):
        for start, stop in find_runs(line):
            mistakes = wrong[:, voice, start:stop].int()
            assert (mistakes.diff(dim=1).abs().sum(1) <= 1).all()
            wholly += int(mistakes.all(1).sum())
            partly += int((mistakes.any(1) & ~mistakes.all(1)).sum())
    assert wholly > partly > 0


def test_its_windows_vary() -> None:
    plain, varied = drawn(Variation()), drawn(VARIED)
    assert set(plain.kind.unique().tolist()) == {HIDDEN, GIVEN}
    assert set(varied.kind.unique().tolist()) == {HIDDEN, GIVEN, EDITABLE}
    assert plain.phase.max() < 16 <= varied.phase.max()
    assert len(varied.targets.unique()) > len(plain.targets.unique())  # other keys
    assert torch.equal(plain.state, plain.targets) and not torch.equal(varied.state, varied.targets)


def test_it_is_wrong_only_where_the_network_is_told_to_doubt() -> None:
    varied = drawn(VARIED, 200)
    assert torch.equal(varied.state[varied.kind == GIVEN], varied.targets[varied.kind == GIVEN])


def test_it_scores_each_window_alike() -> None:
    assert torch.allclose(drawn(Variation(0)).weight.sum((1, 2)), torch.ones(64))


def test_it_draws_the_same_for_the_same_seed() -> None:
    assert all(torch.equal(a, b) for a, b in zip(drawn(VARIED), drawn(VARIED), strict=True))


def test_its_windows_are_pieces() -> None:
    """Without variation each window is a stretch of a piece from some step on, then silence."""
    batch, whole = drawn(Variation(0)), torch.from_numpy(piece(96, 2)).long()
    windows = whole.unfold(1, 32, 1).permute(1, 0, 2)
    found = (batch.targets[:, None] == windows).all(3).all(2)  # (B, windows)
    assert found.any()
