"""What a band played in the bars around leans on what it plays."""

import numpy as np
import pytest

from generation.techniques.gan.band.config import BEGINS, RHYTHMS
from generation.techniques.gan.band.drafting import make_silence
from generation.techniques.gan.band.inference import Logits
from generation.techniques.gan.band.recalling import NOWHERE, PHRASES, Recall, find_places
from generation.techniques.gan.luck import Places

BAR, STEPS, VOICES, DRUMS, PITCHES = 16, 160, 2, 3, 5
AT = np.arange(STEPS)
PLACES = Places(AT // BAR, AT % BAR)
SHOWN = np.zeros((VOICES + 1, STEPS), bool)
SILENCE = make_silence(VOICES, DRUMS, STEPS)


def draw_logits() -> Logits:
    random = np.random.default_rng(1)
    shapes = ((VOICES, STEPS, PITCHES), (VOICES, STEPS, RHYTHMS), (DRUMS, STEPS))
    return Logits(*map(random.normal, (0, 0, 0), (1, 1, 1), shapes))


def test_it_works() -> None:
    """Ten bars: the fifth has a phrase before it and one behind."""
    logits = draw_logits().pitch
    found = Recall({"pitches": 0.5}, PLACES).mix_pitches(logits)
    fifth, before, after = (slice(bar * BAR, bar * BAR + BAR) for bar in (4, 0, 8))
    around = (logits[:, before] + logits[:, after]) / 2
    assert found[:, fifth] == pytest.approx((logits[:, fifth] + around) / 2)


def test_without_a_share_nothing_changes() -> None:
    logits, recall = draw_logits(), Recall({}, PLACES)
    assert recall.mix_pitches(logits.pitch) is logits.pitch
    found = recall.mix_rhythm(logits, SILENCE, SHOWN)
    assert (found.rhythm == logits.rhythm).all() and (found.drums == logits.drums).all()


def test_a_bar_with_none_like_it_stays() -> None:
    logits = draw_logits().pitch[:, : 3 * BAR]
    recall = Recall({"pitches": 1.0}, Places(AT[: 3 * BAR] // BAR, AT[: 3 * BAR] % BAR))
    assert (recall.mix_pitches(logits) == logits).all()


def test_bars_of_other_lengths_are_beside_by_their_steps() -> None:
    """Three quarters, then four: the last quarter has none beside it."""
    bar = np.repeat([0, 1], [12, 16])
    found = find_places(Places(bar, np.r_[0:12, 0:16]), (-1,))
    assert found[0, 12:].tolist() == [*range(12), *[NOWHERE] * 4]


def test_what_is_added_behind_the_music_is_no_bar() -> None:
    """Whole rows of sixteen steps are filled with steps that say bar 0, place 0."""
    bar, position = np.append(PLACES.bar, [0] * 4), np.append(PLACES.position, [0] * 4)
    assert (find_places(Places(bar, position), PHRASES)[:, 4 * BAR] == [0, 8 * BAR]).all()


def test_a_note_in_the_bar_before_invites_one() -> None:
    rhythm = SILENCE.rhythm.copy()
    rhythm[0, 4] = BEGINS
    shown = SHOWN.copy()
    shown[0, :BAR] = True
    logits = draw_logits()
    found = Recall({"again": 2.0}, PLACES).mix_rhythm(
        logits, SILENCE._replace(rhythm=rhythm), shown
    )
    gained = (found.rhythm - logits.rhythm)[..., BEGINS]
    second = gained[0, BAR : 2 * BAR]
    assert second[4] == pytest.approx(2) and second[5] == pytest.approx(-2)
    assert not gained[1].any() and not gained[0, 2 * BAR :].any()


def test_a_stroke_in_a_bar_beside_invites_one() -> None:
    drums = SILENCE.drums.copy()
    drums[1, BAR] = True
    shown = SHOWN.copy()
    shown[-1, BAR : 2 * BAR] = True
    logits = draw_logits()
    found = Recall({"drums_again": 1.5}, PLACES).mix_rhythm(
        logits, SILENCE._replace(drums=drums), shown
    )
    gained = found.drums - logits.drums
    assert gained[1, [0, 2 * BAR]] == pytest.approx([1.5, 1.5])
    assert gained[0, 0] == pytest.approx(-1.5)
