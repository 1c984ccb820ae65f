"""What an uploaded file holds and a song cannot is told, by a name, a number and a sentence."""

import pytest

from generation.music.remarks import CHANGED, DROPPED, remarks
from generation.music.upload import read_upload
from tests.generation.music.files import Row, control, file_of, meta, off, on, pedal

NOTE = [on(0, 60), off(480, 60)]


def told(*rows: Row) -> dict[str, str]:
    upload = read_upload(file_of([*rows, *NOTE]))
    return {remark.what: remark.message for remark in (*upload.changed, *upload.dropped)}


@pytest.mark.parametrize(
    ("row", "what", "words"),
    [
        ((10, "pitchwheel", {"pitch": 100}), "pitch_bends", "1 pitch bend is left out."),
        (meta(0, "key_signature", key="Eb"), "key_signatures", "The key signature is left out."),
        (meta(0, "lyrics", text="la"), "lyrics", "1 syllable of lyrics is left out."),
        (meta(0, "copyright", text="(c) 1931 Nobody"), "copyright", "left out: “(c) 1931 Nobody”."),
        (meta(0, "marker", text="Chorus"), "marks", "1 text or marker is left out."),
        (control(10, 11, 90), "controllers", "1 change of expression"),
        ((10, "aftertouch", {"value": 3}), "aftertouch", "1 message of key pressure"),
        (meta(0, "time_signature", numerator=65, denominator=4), "meters", "1 time signature"),
    ],
)
def test_it_names_what_is_dropped(row: Row, what: str, words: str) -> None:
    found = told(row)
    assert list(found) == [what]
    assert words in found[what]


def test_it_counts() -> None:
    assert told(*[(tick, "pitchwheel", {"pitch": tick}) for tick in range(1, 1235)]) == {
        "pitch_bends": "1,234 pitch bends are left out."
    }


@pytest.mark.parametrize(
    "row",
    [
        (0, "pitchwheel", {"pitch": 0}),
        control(0, 7, 90),
        control(0, 0, 1),
        control(0, 121, 0),
        pedal(0, 127),
    ],
)
def test_it_is_silent_about_what_changes_no_sound(row: Row) -> None:
    assert "controllers" not in told(row) and "pitch_bends" not in told(row)


def test_a_fade_is_a_loss_and_the_same_volume_twice_is_none() -> None:
    assert told(control(0, 7, 90), control(10, 7, 90)) == {}
    assert list(told(control(0, 7, 90), control(10, 7, 80))) == ["controllers"]


def test_it_tells_what_is_longer() -> None:
    assert told(pedal(0, 127), pedal(960, 0)) == {
        "pedal": "1 note is longer, as the sustain pedal held it."
    }


@pytest.mark.parametrize(
    ("us", "told_of"), [(19_999, 1), (20_000, 0), (6_000_000, 0), (6_000_001, 1), (16_777_215, 1)]
)
def test_it_tells_of_a_tempo_that_no_song_has(us: int, told_of: int) -> None:
    found = told(meta(0, "set_tempo", tempo=us))
    assert list(found) == ["tempo"] * told_of
    assert not told_of or "1 tempo was beyond 10 to 3,000 beats a minute" in found["tempo"]


def test_it_knows_words_for_every_kind_and_no_kind_without() -> None:
    counts = dict.fromkeys([*DROPPED, *CHANGED, "nonsense"], 2)
    found = [*remarks(DROPPED, counts), *remarks(CHANGED, counts)]
    sentences = [remark.message for remark in found]
    assert len(sentences) == len(DROPPED) + len(CHANGED)
    assert all(" 2 " in f" {sentence}" for sentence in sentences)


def test_a_notice_of_any_length_and_letters_is_cut_and_cleaned() -> None:
    message = told(meta(0, "copyright", text="x\x00" * 400))["copyright"]
    assert "\x00" not in message and len(message) < 260
