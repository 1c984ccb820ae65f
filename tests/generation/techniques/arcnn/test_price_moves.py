"""What a voice pays for its moves: leaps, moves between beats, parallels."""

import numpy as np

from generation.codecs.chorale import REST, encode_pitch, encode_pitches
from generation.techniques.arcnn.voice_moves import (
    BASS,
    list_parallels,
    price_bustle,
    price_steps,
    tabulate_leaps,
)

ALTO = 1
C, G = encode_pitch(60), encode_pitch(67)
PHASE = 16 + np.arange(32) % 4
CALM_TUNE = np.repeat([30, 32, 34, 30, 32, 34, 30, 32], 4).astype(np.uint8)
BUSY_TUNE = np.repeat(np.arange(16) % 3 + 30, 2).astype(np.uint8)


def test_tritones_and_sevenths_cost_most_within_the_octave() -> None:
    for voice in (ALTO, BASS):
        up = tabulate_leaps(voice)[C, C : C + 13]
        assert set(np.argsort(-up)[:3]) == {6, 10, 11}
        assert up[0] == up[2] == 0
        assert (tabulate_leaps(voice) == tabulate_leaps(voice).T).all()
    assert tabulate_leaps(BASS)[C, C + 12] < tabulate_leaps(ALTO)[C, C + 12]
    assert tabulate_leaps(BASS)[C, C + 13] > tabulate_leaps(BASS)[C, C + 12]
    assert not tabulate_leaps(BASS)[REST].any()


def test_sixteenths_cost_where_the_soprano_has_none() -> None:
    price = price_steps(BASS, CALM_TUNE, PHASE)
    assert (price[1::2] > price[2::4].max()).all()
    moving = CALM_TUNE.copy()
    moving[3] += 1  # the soprano has one sixteenth
    assert price_steps(BASS, moving, PHASE)[3] < price[3]


def test_under_a_busy_melody_moves_between_beats_cost_more() -> None:
    beat = PHASE % 4 == 0
    calm, busy = (price_steps(ALTO, tune, PHASE) for tune in (CALM_TUNE, BUSY_TUNE))
    assert (busy > calm)[~beat].all()
    assert (busy == calm)[beat].all()


def test_as_busy_as_a_chorale_costs_nothing() -> None:
    chorale = CALM_TUNE.copy()
    chorale[2] += 1  # an eighth in one beat of eight
    assert not price_bustle(chorale, PHASE).any()


def test_it_names_the_moves_that_make_parallels() -> None:
    # bass C to D under E to F: an alto from G to A follows the bass in fifths, one from E to F the
    # soprano in octaves, one from C to D the bass in octaves
    states = encode_pitches(np.array([(76, 67, -1, 48), (77, 69, -1, 50)], np.int16))
    at, begun, reached = list_parallels(ALTO, states)
    named = {(int(was), int(now)) for was, now in zip(begun, reached, strict=True)}
    expected = [(67, 69), (64, 65), (60, 62)]
    assert (at == 1).all()
    assert {(encode_pitch(was), encode_pitch(now)) for was, now in expected} <= named
    assert (encode_pitch(65), encode_pitch(67)) not in named


def test_voices_that_stay_or_rest_make_none() -> None:
    still = encode_pitches(np.array([(76, 67, 64, 48), (76, 69, -1, 48)], np.int16))
    assert not list_parallels(ALTO, still)[0].size
