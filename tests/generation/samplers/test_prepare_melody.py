"""What the sampler does before and between the passes of the network."""

import numpy as np
import pytest
import torch

from generation.codecs.lines import LOWEST, REST
from generation.music.song import TICKS_PER_QUARTER, Song
from generation.networks.gan import Generator
from generation.samplers.gan import MIDDLE, Hearing, Model, blank, hear, luck_for, share_hidden, taken_back, texture_for
from tests.generation.tiny import SIZES
from tests.generation.tunes import grace, ode, tune


def heard(song: Song, ends_with_melody: bool = True) -> Hearing:
    return hear(song, song.tracks[0].notes, ends_with_melody)


def mean_pitch(hearing: Hearing) -> float:
    sounding = hearing.line.state[hearing.line.state != REST].astype(float)
    return float(sounding.mean()) - 1 + LOWEST


@pytest.mark.parametrize("octaves", [-3, -2, -1, 0, 1, 2, 3])
def test_it_brings_melodies_to_the_middle(octaves: int) -> None:
    song = tune(" ".join(str(60 + step + 12 * octaves) for step in (0, 2, 4, 5, 7, 9, 11, 12)))
    assert MIDDLE[0] <= mean_pitch(heard(song)) <= MIDDLE[1]


def test_it_lets_the_band_play_while_the_melody_lasts() -> None:
    hearing = heard(grace())
    first, last = np.flatnonzero(hearing.inside)[[0, -1]]
    assert first == 8
    assert hearing.grid.ticks[last + 1] == grace().end


def test_it_lets_a_band_finish_the_last_bar() -> None:
    assert heard(tune("60 62"), ends_with_melody=False).inside.all()


def test_it_fills_up_to_sixteen_steps_with_silence() -> None:
    music, inside = blank(heard(grace()), SIZES, bars_known=True)
    assert music.melody.shape[1] % 16 == 0
    assert inside.shape == music.melody.shape
    assert not music.meter[0, :, -1].any() or inside[0, -1]


def test_it_takes_back_the_share_it_is_told() -> None:
    inside = torch.ones(1, 64)
    visible = taken_back(torch.zeros(1, 6, 16), inside, 0.5, 0.3, torch.Generator().manual_seed(1))
    assert visible.shape == (1, 6, 64)
    assert torch.all(visible.sum(2) == 32)


def test_it_never_takes_back_silence() -> None:
    inside = torch.ones(1, 64)
    inside[:, 40:] = 0
    visible = taken_back(torch.zeros(1, 6, 16), inside, 1.0, 0.3, torch.Generator().manual_seed(1))
    assert torch.all(visible[..., 40:] == 1)
    assert torch.all(visible[..., :40] == 0)


def test_it_hides_less_and_less() -> None:
    shares = [share_hidden(number, 8) for number in range(1, 9)]
    assert shares == sorted(shares, reverse=True)
    assert share_hidden(1, 1) > 0


def test_it_repeats_luck_from_bar_to_bar() -> None:
    hearing = heard(ode())
    of_bar = torch.rand(1, SIZES.voices + SIZES.drums, 1024)
    luck = luck_for(hearing, SIZES, 128, of_bar, 1.0, torch.Generator().manual_seed(1))
    assert torch.equal(luck.change[..., :16], luck.change[..., 16:32])
    other = luck_for(hearing, SIZES, 128, of_bar, 0.0, torch.Generator().manual_seed(1))
    assert not torch.equal(other.drums[..., :16], other.drums[..., 16:32])


def test_it_picks_a_busier_texture_when_asked() -> None:
    textures = torch.arange(100.0)[:, None].expand(-1, SIZES.texture)
    model = Model(Generator(SIZES), textures)
    random = torch.Generator().manual_seed(1)
    calm = [texture_for(model, 0.0, random)[0, 0].item() for _ in range(20)]
    busy = [texture_for(model, 1.0, random)[0, 0].item() for _ in range(20)]
    assert max(calm) < min(busy)
    assert max(busy) <= 99


def test_it_hears_no_more_than_the_melody() -> None:
    """The network gets the same for a song and for the same song with a band."""
    song = ode()
    with_band = song.with_tracks([*song.tracks, *grace().tracks])
    assert np.array_equal(heard(song).line.state, hear(with_band, song.tracks[0].notes, True).line.state)
    assert heard(song).grid.ticks[-1] == 32 * TICKS_PER_QUARTER
