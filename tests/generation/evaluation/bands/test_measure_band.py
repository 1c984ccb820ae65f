"""Figures of a band on eight bars that one can hear in the head."""

import pytest

from generation.evaluation.bands.endings import measure_ending
from generation.evaluation.bands.figures import list_groups, measure_band, stack_figures
from generation.evaluation.bands.windows import cut_windows
from generation.music.song import Note, Song, Track
from tests.generation.evaluation.bands.bands import BAR, NAMES, ROLES, Q, band, chords, roots


def figures(song: Song) -> dict[str, float | None]:
    (window,) = cut_windows(song, NAMES)
    return measure_band(window, ROLES)


@pytest.fixture(scope="module")
def plain() -> dict[str, float | None]:
    return figures(band())


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("bass: on the beat", 1),
        ("bass: on odd sixteenths", 0),
        ("bass: repeats its pitch", 24 / 31),
        ("bass: steps", 1 / 31 * 2),  # F up to G, twice
        ("bass: leaps", 0),
        ("bass: longest pitch", 16),
        ("bass: sounding", 1),
        ("comping: attacks of chords", 1),
        ("comping: notes an attack", 3),
        ("comping: onsets a bar", 2),
        ("comping: hammered", 8 / 15),
        ("pad: on bar lines", 1),
        ("pad: mean length", 16),
        ("drums: kick on one", 1),
        ("drums: backbeat", 1),
        ("drums: hats on eighths", 1),
        ("drums: kicks a bar", 2),
        ("drums: crash on bars 1, 5", 1),
        ("drums: toms in fills", 4),
        ("harmony: triad fit", 1),
        ("harmony: bass is the root", 1),
        ("harmony: chord changes a bar", 7 / 8),
        ("harmony: like 4 bars before", 1),
        ("harmony: clash inside", 0),
        ("fit: chord tone on the beat", 1),
        ("fit: sounds the melody's note", 1),
        ("fit: clash with the melody", 0),
        ("fit: above the melody", 0),
        ("fit: begins with the melody", 1),
    ],
)
def test_it_works(plain: dict[str, float | None], name: str, value: float) -> None:
    assert plain[name] == pytest.approx(value)


def test_it_hears_that_songs_repeat_by_phrases(plain: dict[str, float | None]) -> None:
    still = Track(tuple(note._replace(pitch=48) for note in roots(8).notes))
    drone = figures(band(bass=still, comping=Track(), pad=Track()))
    assert plain["harmony: lag 4 less lag 1"] > 0.3
    assert drone["harmony: lag 4 less lag 1"] == 0
    assert drone["bass: longest pitch"] == 8 * 16


def test_it_hears_a_clash() -> None:
    wrong = Track(tuple(note._replace(pitch=note.pitch + 1) for note in chords(8).notes))
    heard = figures(band(comping=wrong))
    assert heard["fit: clash with the melody"] == 1
    assert heard["harmony: clash inside"] > 0.9


def test_it_hears_what_falls_between_the_beats() -> None:
    late = Track(tuple(note._replace(onset=note.onset + Q // 4) for note in roots(8).notes))
    heard = figures(band(bass=late))
    assert heard["bass: on odd sixteenths"] == 1
    assert heard["bass: on the beat"] == 0


def test_it_handles_silent_parts() -> None:
    silent = band(bass=Track(), comping=Track(), pad=Track(), drums=Track(drums=True))
    heard = figures(silent)
    assert heard["bass: sounding"] == 0
    assert (
        heard["bass: steps"] is heard["drums: kick on one"] is heard["harmony: triad fit"] is None
    )


def test_it_looks_where_the_melody_plays() -> None:
    late = Track(tuple(note._replace(onset=note.onset + 8 * BAR) for note in roots(8).notes))
    song = band(16)
    assert len(cut_windows(song, NAMES)) == 2
    assert len(cut_windows(song.with_tracks([late, *song.tracks[1:]]), NAMES)) == 1


def test_groups_hold_every_figure() -> None:
    rows = [figures(band()), figures(band(drums=Track(drums=True)))]
    groups = list_groups(list(rows[0]))
    assert set(groups) == {"whole", *NAMES, "harmony", "fit"}
    assert len(groups["whole"]) == len(rows[0]) >= 70
    assert stack_figures(rows).shape == (2, len(rows[0]))


def test_it_hears_an_ending() -> None:
    scale = (72, 74, 76, 77, 79, 77, 74, 72) * 4
    clear = Track(tuple(Note(beat * Q, pitch, Q) for beat, pitch in enumerate(scale)))
    last = Track((Note(8 * BAR - Q, 36, 4 * Q),))
    home = Track(tuple(Note(8 * BAR - Q, pitch, Q) for pitch in (60, 64, 67)))
    ends = measure_ending(Song((clear, last, home)))
    assert ends == {"tonic in the bass": 1, "tonic triad": 1, "last bass note, quarters": 4}
    open_end = measure_ending(Song((clear, *band().tracks[1:])))  # on the dominant
    assert open_end["tonic in the bass"] == open_end["tonic triad"] == 0
    assert measure_ending(Song((clear, Track())))["tonic triad"] is None
