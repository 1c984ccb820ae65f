"""What is hidden from the band network while it learns, and that it stays hidden."""

import pytest
import torch

from generation.codecs.monophonic import REST
from generation.techniques.gan.band.features import Music, Visible
from generation.techniques.gan.band.loss import (
    Draws,
    compute_nll,
    draw_inputs,
    draw_told,
    find_hidden,
    measure_nats,
)
from generation.techniques.gan.band.masking import draw_hidden, draw_visible, hide_all, show_rhythm
from generation.training.randomness import seeded
from tests.generation.small_band import COUNTER, SMALL, band_dataset, opinionated

BATCH = band_dataset().draw_windows(6, 128, seeded("cpu", 1))


def change_hidden(music: Music, visible: Visible) -> Music:
    """Other music wherever it does not show: pitches, and rhythm where that is hidden too."""
    random = seeded("cpu", 9)
    other = torch.randint(1, SMALL.states, music.state.shape, generator=random)
    silent = torch.rand(music.state.shape, generator=random) < 0.5
    hidden = visible.rhythm[:, :-1] == 0
    state = torch.where((visible.pitch == 0) & (music.state != REST), other, music.state)
    state = torch.where(hidden, torch.where(silent, REST, other), state)
    drums = torch.where(visible.rhythm[:, -1:] == 0, 1 - music.drums, music.drums)
    change = torch.where(hidden, 1 - music.change, music.change)
    return music._replace(state=state, change=change, drums=drums)


@torch.inference_mode()
def test_the_network_sees_nothing_of_what_is_hidden() -> None:
    network, random = opinionated(), seeded("cpu", 2)
    told = draw_told(BATCH, SMALL, random)
    for visible in (
        draw_visible(BATCH.music, random),
        hide_all(BATCH.music),
        show_rhythm(BATCH.music),
    ):
        other = change_hidden(BATCH.music, visible)
        assert not torch.equal(other.state, BATCH.music.state)
        for one, two in zip(
            network(BATCH.music, visible, told), network(other, visible, told), strict=True
        ):
            assert torch.equal(one, two)


@torch.inference_mode()
def test_the_network_sees_what_is_shown() -> None:
    network, told = opinionated(), draw_told(BATCH, SMALL, seeded("cpu", 2))
    nothing, rhythm = hide_all(BATCH.music), show_rhythm(BATCH.music)
    everything = Visible(rhythm.rhythm, rhythm.rhythm[:, :-1])
    found = [network(BATCH.music, each, told).pitch for each in (nothing, rhythm, everything)]
    assert not torch.equal(found[0], found[1]) and not torch.equal(found[1], found[2])


def test_no_pitch_shows_without_its_rhythm() -> None:
    visible = draw_visible(BATCH.music, seeded("cpu", 3))
    assert (visible.pitch <= visible.rhythm[:, :-1]).all()
    assert (visible.pitch < visible.rhythm[:, :-1]).any()


def test_an_absent_role_is_not_learnt_from() -> None:
    draws = draw_inputs(BATCH, SMALL, seeded("cpu", 4))
    absent = BATCH.music.present == 0
    assert absent[:, COUNTER].all()
    hidden = find_hidden(BATCH.music, hide_all(BATCH.music))
    assert not hidden.rhythm[absent[:, :-1]].any() and not hidden.pitch[absent[:, :-1]].any()
    assert not hidden.drums[absent[:, -1]].any()
    assert not draws.visible.rhythm[absent].any()


def test_an_absent_roles_logits_change_no_loss() -> None:
    network, draws = opinionated(), draw_inputs(BATCH, SMALL, seeded("cpu", 4))
    logits = network(BATCH.music, *draws)
    rhythm = logits.rhythm.clone()
    rhythm[BATCH.music.present[:, :-1] == 0] += 7.0 * torch.arange(3)[:, None]
    one, other = (
        compute_nll(each, BATCH.music, draws.visible)
        for each in (logits, logits._replace(rhythm=rhythm))
    )
    assert one == other


def test_the_pitch_of_a_rest_is_not_guessed() -> None:
    hidden = find_hidden(BATCH.music, show_rhythm(BATCH.music))
    assert not hidden.rhythm.any() and hidden.pitch.any()
    assert not hidden.pitch[BATCH.music.state == REST].any()


def test_silence_and_sounding_are_told_apart_by_the_rhythm_alone() -> None:
    """A draft's nats are those of the rhythm, and of pitches where it sounds."""
    network, told = opinionated(), draw_told(BATCH, SMALL, seeded("cpu", 2))
    draws = Draws(hide_all(BATCH.music), told)
    pitch, rhythm, drums = measure_nats(network(BATCH.music, *draws), BATCH.music)
    assert pitch.shape == rhythm.shape == BATCH.music.state.shape
    assert drums.shape == (6, 1, 128)
    assert (rhythm > 0).all()


@pytest.mark.parametrize(("shares", "nothing"), [((0.3, 0.6, 0.7, 0.8), 0.2), ((1, 1, 1, 1), 0)])
def test_it_hides_in_all_the_ways(shares: tuple[float, ...], nothing: float) -> None:
    hidden = draw_hidden(3000, 7, 8, shares, seeded("cpu", 1)).flatten(1)
    assert (~hidden.any(1)).float().mean() == pytest.approx(nothing, abs=0.1)
    assert hidden.all(1).float().mean() >= shares[0] - 0.05
