"""Makers beside one another, on songs of which we know who differs in what."""

from itertools import chain

import numpy as np
import pytest

from generation.evaluation.bands.comparison import (
    AGAIN,
    REAL,
    Training,
    compare_apart,
    compare_copies,
    compare_distances,
    compare_endings,
    compare_figures,
    remark_goals,
)
from generation.evaluation.bands.fit import FIT
from generation.evaluation.bands.makers import Maker
from generation.evaluation.bands.retrieval import Melodies
from generation.evaluation.bands.rivals import OWN_CHORDS, compare_rivals, remark_rivals
from generation.evaluation.bands.swaps import group_songs
from generation.evaluation.bands.windows import Band
from generation.evaluation.sections import make_section
from generation.music.song import Note, Song, Track
from generation.music.theory import transpose
from tests.generation.evaluation.bands.bands import BAR, CHORDS, ROLES, Q, band
from tests.generation.evaluation.light import lighten

SONGS = 10
CLASH = "clash with the melody"
OWN = np.arange(SONGS)


def walk(seed: int, *, late: int = 0) -> Track:
    """A bass of notes of each bar's chord, by chance; `late` moves it off the beat."""
    random = np.random.default_rng(seed)
    bars = [random.choice(CHORDS[bar % 4], 4) - 12 for bar in range(8)]
    pitches = enumerate(chain.from_iterable(bars))
    return Track(tuple(Note(beat * Q + late, int(pitch), Q) for beat, pitch in pitches))


def songs(seed: int, late: int = 0) -> list[Song]:
    return [transpose(band(bass=walk(seed + n, late=late)), n % 7) for n in range(SONGS)]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    lighten(monkeypatch)


@pytest.fixture(scope="module")
def makers() -> dict[str, Maker]:
    groups = group_songs(SONGS, 2)
    rows = {REAL: songs(0), "late": songs(100, Q // 4), "same": songs(200)}
    return {name: Maker(each, ROLES, groups, OWN, OWN) for name, each in rows.items()}


def test_it_works(makers: dict[str, Maker]) -> None:
    said: list[str] = []
    apart = compare_apart(makers, said.append)
    assert said == ["Told apart: late", "Told apart: same"]
    late, same = apart["makers"]["late"], apart["makers"]["same"]
    assert late["bass"].value == late["whole"].value == 1
    assert late["comping"].value == 0.5  # the very same: both kinds of wrong even out
    assert same["bass"].value < 0.75
    assert apart["makers"][AGAIN]["bass"].low < 0.55
    assert remark_goals(apart, "late", ["same"])[0].count("(same)") >= 3


def test_distances_go_by_group(makers: dict[str, Maker]) -> None:
    late = compare_distances(makers)["makers"]["late"]
    assert late["bass"].value > 1
    assert late["drums"].value == 0


def test_every_figure_has_its_interval(makers: dict[str, Maker]) -> None:
    table = compare_figures(makers)["makers"]
    assert table["late"]["bass: on odd sixteenths"] == (1, 1, 1)
    low, high = table[REAL]["bass: steps"][1:]
    assert low <= table[REAL]["bass: steps"][0] <= high
    assert set(table) == {REAL, "late", "same"}


def test_endings_are_of_whole_songs(makers: dict[str, Maker]) -> None:
    assert compare_endings(makers)["makers"][REAL]["last bass note, quarters"] == (1, 1, 1)


def test_copies_are_found(makers: dict[str, Maker]) -> None:
    training = Training.of([transpose(song, 3) for song in songs(200)])
    table = compare_copies(makers, training)["makers"]
    assert table["same"]["bars copied"] == (1, 1, 1)
    assert table[REAL]["bars copied"][0] < 1
    assert table["same"]["longest passage, most"] > table["late"]["longest passage, most"]
    assert table["late"]["notes a real note"] == pytest.approx(1, abs=0.02)
    without = compare_copies(makers, None)["makers"]["same"]
    assert without["bars copied"] is None
    assert "longest passage, most" not in without


def test_the_nearest_melody_is_found_in_any_key() -> None:
    others = [transpose(tune_of(n), n) for n in range(5)]
    known = Melodies.of(others)
    assert [known.find_nearest(transpose(tune_of(n), 2)) for n in range(5)] == list(range(5))


def tune_of(seed: int) -> Song:
    """A melody of its own above the same bass, which tells the key."""
    random = np.random.default_rng(seed)
    pitches = random.choice((72, 74, 76, 77, 79, 81), 32)
    notes = tuple(Note(beat * Q, int(pitch), Q) for beat, pitch in enumerate(pitches))
    return Song((Track(notes), *band().tracks[1:]))


def test_music_that_ends_early_has_fewer_windows() -> None:
    short = Maker([band(4), band(8), band(17)], ROLES, *[OWN[:3]] * 3)
    assert short.numbers.tolist() == [1, 2, 2]
    assert short.bands[0].whole.steps == 8 * BAR // (Q // 4)


def compare_pads(judged: frozenset[str] | None) -> tuple[dict[str, dict], dict[str, dict]]:
    """The very same bands, but that every other real one lacks its pad: what is told apart, and the
    figures."""
    full = songs(0)
    real = [replace_pad(song) if number % 2 else song for number, song in enumerate(full)]
    makers = {
        name: Maker(each, ROLES, group_songs(SONGS, 2), OWN, OWN, judged)
        for name, each in {REAL: real, "full": full}.items()
    }
    return compare_apart(makers, str)["makers"]["full"], compare_figures(makers)["makers"]


def replace_pad(song: Song) -> Song:
    return song.with_tracks([*song.tracks[:3], Track(), song.tracks[4]])


def test_a_part_is_judged_where_it_plays() -> None:
    apart, table = compare_pads(frozenset(ROLES))
    assert apart["pad"].value == 0.5
    assert table[REAL]["pad: plays"][0] == 0.5
    assert table[REAL]["pad: sounding"][0] == table["full"]["pad: sounding"][0] == 1
    plain, known = compare_pads(None)
    assert plain["pad"].value > 0.7
    assert known[REAL]["pad: sounding"][0] == 0.5
    assert "pad: plays" not in known[REAL]


def test_a_part_that_hardly_any_band_has_is_not_judged() -> None:
    apart, table = compare_pads(frozenset(ROLES) - {"pad"})
    assert apart["pad"] is None
    assert table["full"]["pad: sounding"] is None
    assert table["full"]["pad: plays"][0] == 1


def test_intervals_go_by_piece() -> None:
    """Ten songs of two pieces: only both, or one of them twice, can be drawn."""
    rows = songs(0, 0)[:5] + songs(100, Q // 4)[:5]
    maker = Maker(rows, ROLES, OWN, OWN, np.repeat([0, 1], 5))
    assert compare_figures({REAL: maker})["makers"][REAL]["bass: on the beat"] == (0.5, 0, 1)


def test_rivals_are_compared_piece_by_piece(makers: dict[str, Maker]) -> None:
    table = compare_rivals(makers, "late", ["same"])["makers"]
    assert list(table) == [REAL, "same"]
    ours, theirs = (np.array(list(map(get_clash, makers[name].bands))) for name in ("late", "same"))
    found = table["same"][f"fit: {CLASH}"]
    assert found.mean == pytest.approx((ours - theirs).mean())
    assert found.error == pytest.approx((ours - theirs).std(ddof=1) / SONGS**0.5)


def get_clash(window: Band) -> float:
    found = FIT[CLASH](window)
    assert found is not None
    return found


def test_who_is_behind_is_said() -> None:
    sections = [
        make_section("distance", {"ours": {"whole": (0.5,)}, "rules": {"whole": (0.6,)}}),
        make_section("figures", {n: {f"fit: {CLASH}": (0.1,)} for n in ("ours", "rules", "deaf")}),
    ]
    (said,) = remark_rivals(sections, "ours", "rules", "deaf")
    assert f"figures, {CLASH} (rules); figures, {CLASH} (deaf)" in said
    assert "distance" not in said


def test_a_band_is_ahead_where_more_agrees() -> None:
    row = "time in the chords"
    told = {"ours": {row: (0.5,)}, "rules": {row: (0.6,)}, "deaf": {row: (0.4,)}}
    (said,) = remark_rivals([make_section(OWN_CHORDS[0], told)], "ours", "rules", "deaf")
    assert said.endswith(f"in: {OWN_CHORDS[0]}, {row} (rules).")
