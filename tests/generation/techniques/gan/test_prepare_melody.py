"""What the sampler does before the passes of the network."""

import numpy as np
import pytest

from generation.codecs.monophonic import LOWEST, REST
from generation.music.song import TICKS_PER_QUARTER, Song
from generation.techniques.gan.melody import (
    MIDDLE,
    PreparedMelody,
    count_places,
    encode_melody,
    pad_to_bars,
    prepare_melody,
)
from generation.techniques.gan.sampler import (
    Model,
    compute_remask_share,
    draw_texture,
    make_silence,
)
from tests.generation.tunes import grace, ode, tune
from tests.generation.untrained import GAN, gan


def inputs(song: Song, choir: bool = True) -> PreparedMelody:
    return prepare_melody(song, song.tracks[0].notes, choir)


def mean_pitch(prepared: PreparedMelody) -> float:
    sounding = prepared.line.state[prepared.line.state != REST].astype(float)
    return float(sounding.mean()) - 1 + LOWEST


@pytest.mark.parametrize("octaves", [-3, -2, -1, 0, 1, 2, 3])
def test_it_brings_melodies_to_the_middle(octaves: int) -> None:
    song = tune(" ".join(str(60 + step + 12 * octaves) for step in (0, 2, 4, 5, 7, 9, 11, 12)))
    assert MIDDLE[0] <= mean_pitch(inputs(song)) <= MIDDLE[1]


def test_it_lets_the_band_play_while_the_melody_lasts() -> None:
    prepared = inputs(grace())
    first, last = np.flatnonzero(prepared.inside)[[0, -1]]
    assert first == 8
    assert prepared.grid.ticks[last + 1] == grace().end


def test_it_lets_a_band_finish_the_last_bar() -> None:
    assert inputs(tune("60 62"), choir=False).inside.all()


def test_it_fills_up_to_sixteen_steps_with_silence() -> None:
    prepared = inputs(grace())
    melody, inside = encode_melody(prepared, bars_known=True), pad_to_bars(prepared.inside, 0)
    assert len(melody.state) % 16 == 0
    assert len(inside) == len(melody.state) == len(melody.change) == melody.meter.shape[1]
    assert not melody.meter[:, -1].any() or inside[-1]
    blank = make_silence(inside, GAN)
    assert not blank.state.any() and not blank.drums.any()
    assert (np.flatnonzero(blank.change[0]) == [0, 8, np.flatnonzero(inside)[-1] + 1]).all()


def test_it_hides_less_and_less() -> None:
    shares = [compute_remask_share(number, 8) for number in range(1, 9)]
    assert shares == sorted(shares, reverse=True)
    assert compute_remask_share(1, 1) > 0


def test_bars_count_from_the_first_that_is_filled() -> None:
    """An upbeat stands before the phrase, not in its first bar."""
    filled, upbeat = count_places(inputs(ode())), count_places(inputs(grace()))
    assert filled.bar[[0, 16]].tolist() == [0, 1]
    assert (upbeat.bar[0], upbeat.bar[upbeat.position == 0][1]) == (-1, 0)
    assert len(upbeat.bar) == len(upbeat.position) == len(pad_to_bars(inputs(grace()).inside, 0))


def test_it_picks_a_busier_texture_when_asked() -> None:
    textures = np.arange(100.0)[:, None].repeat(GAN.texture, 1)
    model, random = Model(gan(), textures), np.random.default_rng(1)
    calm = [draw_texture(model, 0.0, random)[0] for _ in range(20)]
    busy = [draw_texture(model, 1.0, random)[0] for _ in range(20)]
    assert max(calm) < min(busy)
    assert max(busy) <= 99


def test_it_hears_no_more_than_the_melody() -> None:
    """The network gets the same for a song and for the same song with a band."""
    song = ode()
    with_band = song.with_tracks([*song.tracks, *grace().tracks])
    assert np.array_equal(
        inputs(song).line.state, prepare_melody(with_band, song.tracks[0].notes, True).line.state
    )
    assert inputs(song).grid.ticks[-1] == 32 * TICKS_PER_QUARTER
