"""From beliefs to notes."""

import torch

from generation.networks.drawing import GIVEN, Drawn, Luck, draw, note_ids, pooled, without_double_rests
from generation.networks.gan import Logits

STATES, STEPS = 73, 16


def beliefs() -> Logits:
    torch.manual_seed(3)
    return Logits(torch.randn(1, 2, STATES, STEPS), torch.randn(1, 2, STEPS), torch.randn(1, 9, STEPS))


def before() -> Drawn:
    state = torch.full((1, 2, STEPS), 40)
    return Drawn(state, torch.zeros(1, 2, STEPS), torch.ones(1, 9, STEPS), torch.zeros(1, 3, STEPS // 4))


def drawn(visible: torch.Tensor, seed: int = 1) -> Drawn:
    random = torch.Generator().manual_seed(seed)
    luck = Luck(torch.rand(1, 2, STEPS, generator=random), torch.rand(1, 9, STEPS, generator=random))
    return draw(beliefs(), before(), visible, 1.0, luck, random)


def test_it_works() -> None:
    music = drawn(torch.zeros(1, 3, STEPS))
    assert music.state.shape == (1, 2, STEPS)
    assert music.confidence.shape == (1, 3, STEPS // 4)
    moved = music.state[..., 1:] != music.state[..., :-1]
    assert torch.all(music.change[..., 1:][moved] == 1)


def test_it_keeps_what_is_visible() -> None:
    visible = torch.zeros(1, 3, STEPS)
    visible[..., 4:8] = 1
    music = drawn(visible)
    assert torch.all(music.state[..., 4:8] == 40)
    assert torch.all(music.drums[..., 4:8] == 1)
    assert not torch.all(music.state == 40)


def test_it_is_the_same_for_the_same_seed() -> None:
    hidden = torch.zeros(1, 3, STEPS)
    assert torch.equal(drawn(hidden).state, drawn(hidden).state)
    assert not torch.equal(drawn(hidden).state, drawn(hidden, seed=2).state)


def test_it_pools_beliefs_over_each_note() -> None:
    change = torch.tensor([[[1.0, 0, 1, 0]]])
    ids = note_ids(change)
    values = torch.tensor([1.0, 3, 10, 20])[None, None, :, None]
    assert torch.equal(pooled(values, ids)[0, 0, :, 0], torch.tensor([0.0, 2, 15]))


def test_it_turns_a_second_rest_into_a_note() -> None:
    scores = torch.zeros(1, 1, 3, STATES)
    scores[..., 0] = 5
    scores[0, 0, 1, 7] = 4
    assert without_double_rests(scores)[0, 0, :2].tolist() == [0, 7]


def test_it_keeps_a_rest_that_is_given() -> None:
    scores = torch.zeros(1, 1, 2, STATES)
    scores[..., 0] = GIVEN
    assert without_double_rests(scores)[0, 0].tolist() == [0, 0]
