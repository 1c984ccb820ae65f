"""Keys and chords by the chord model."""

import json

import pytest

from generation.codecs.grid import build_grid, encode_track
from generation.codecs.monophonic import Line
from generation.harmony.evidence import Band, mark_tones
from generation.harmony.finding import LIKELIEST, Harmony, Wish, harmonize
from generation.harmony.learning.writing import PAGE, cut_for_page
from generation.harmony.model import MODEL
from generation.harmony.symbols import Symbol
from generation.music.song import Song
from generation.music.theory import transpose
from tests.generation.tunes import grace, jig, ode, tune

F, G, C = "65:.5 69:.5 72:.5 69:.5", "67:.5 71:.5 74:.5 71:.5", "60:.5 64:.5 67:.5 64:.5"
BROKEN = " ".join([C, C, F, F, G, G, C, "60:2"])


def find(song: Song, genre: str = "pop", wish: Wish = LIKELIEST) -> Harmony:
    notes = song.tracks[0].notes
    grid = build_grid(song, notes[0].onset, song.tracks[0].end)
    return harmonize(encode_track(notes, grid), grid, genre, wish)


def test_it_works() -> None:
    """Tonic, a subdominant, dominant, tonic under broken chords of C, F, G and C."""
    key, chords = find(tune(BROKEN))
    roots = [chord.symbol.root for chord in chords]
    assert [*roots[:2], *roots[4:]] == [0, 0, 7, 7, 0, 0]
    assert set(roots[2:4]) <= {2, 5}
    assert key[:2] == (0, "major")


@pytest.mark.parametrize("genre", ["pop", "jazz", "folk", "bach"])
@pytest.mark.parametrize("song", [ode(), grace(), jig()], ids=["4/4", "3/4", "6/8"])
def test_chords_move_with_the_key(song: Song, genre: str) -> None:
    first = find(song, genre)
    for by in (1, 6, -5):
        moved = find(transpose(song, by), genre)
        assert moved.key.tonic == (first.key.tonic + by) % 12
        assert [c.symbol for c in moved.chords] == [c.symbol.move(by) for c in first.chords]


@pytest.mark.parametrize("song", [ode(), grace(), jig()], ids=["4/4", "3/4", "6/8"])
def test_a_tune_ends_on_its_tonic(song: Song) -> None:
    key, chords = find(song)
    assert (chords[-1].symbol.root, chords[-1].symbol.bass) == (key.tonic, key.tonic)


def test_a_tune_in_minor_ends_on_minor() -> None:
    """Bach may end it on major, and so may who sings the third."""
    song = tune("69 71 72 74 76 74 72 71 69 68 69 71 72 71 69:2")
    key, chords = find(song)
    assert key[:2] == (9, "minor")
    assert chords[-1].symbol == Symbol(9, "minor", 9)


def test_given_chords_are_kept_and_the_rest_follows() -> None:
    given = {3: Symbol(9, "minor", 9), 5: Symbol(2, "dominant 7", 2)}
    plain, bound = find(ode()), find(ode(), wish=Wish(given=given))
    assert [bound.chords[at].symbol[:2] for at in given] == [(9, "minor"), (2, "dominant 7")]
    assert plain.chords != bound.chords


def test_a_given_chord_that_the_model_lacks_stands_with_its_bass() -> None:
    given = {2: Symbol(6, "half-diminished", 2), 3: Symbol(0, "major", 2)}
    chords = find(ode(), wish=Wish(given=given)).chords
    assert [chords[at].symbol for at in given] == list(given.values())


def test_luck_has_a_seed() -> None:
    drawn = [find(ode(), wish=Wish(variety=1.0, seed=seed)).chords for seed in (1, 2, 1)]
    assert drawn[0] == drawn[2] != drawn[1]


def test_other_tracks_are_heard() -> None:
    """Under a held G that fits three chords, whoever sounds decides."""
    song = tune("67:4 67:4")
    line = encode_track(song.tracks[0].notes, build_grid(song, 0, 8 * 960))
    for tones in ((0, 4, 7), (4, 7, 11)):
        chords = find(song, wish=Wish(band=hold(line, tones))).chords
        assert {chord.symbol.root for chord in chords} == {tones[0]}


def hold(line: Line, tones: tuple[int, ...]) -> Band:
    sounding = 0 * mark_tones(line)
    lowest = sounding.copy()
    sounding[:, list(tones)] = 1
    lowest[:, tones[0]] = 1
    return Band(sounding, lowest)


def test_silence_has_chords_too() -> None:
    assert len(find(tune("60:1 60:1", first=8)).chords) > 0


def test_the_model_is_small_and_the_page_has_its_tables() -> None:
    content = json.loads(MODEL.read_text())
    assert len(json.dumps(content["tables"], separators=(",", ":"))) < 75_000  # without figures
    assert json.loads(PAGE.read_text()) == cut_for_page(content["tables"])
    assert {data["licence"] for data in content["card"]["data"]}
