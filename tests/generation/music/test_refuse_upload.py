"""A refusal says how much there was of what, in words that people use."""

import pytest

from generation.music.prescan import prescan
from generation.music.upload import UploadError, read_upload
from tests.generation.music.uploads import NOTE, midi, variable


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(604, "yours lasts 10:04"), (600.2, "yours lasts 10:01"), (279_600, "yours lasts 4,660:00")],
)
def test_it_says_a_bound_as_people_do(seconds: float, words: str) -> None:
    ticks = round(seconds * 960)
    with pytest.raises(UploadError) as error:
        prescan(midi(b"\0\x90\x3c\x40" + variable(ticks) + b"\x80\x3c\x40"))
    assert (error.value.code, f"The limit is 10:00; {words}." in error.value.message) == (
        "too_long",
        True,
    )


def test_it_says_how_large_a_file_is() -> None:
    with pytest.raises(UploadError) as error:
        read_upload(bytes(1_000_001))
    assert error.value.message.startswith("The limit is 1 MB; yours has 1.01.")


def test_it_names_a_riff_envelope() -> None:
    with pytest.raises(UploadError) as error:
        read_upload(b"RIFF\0\0\1\0RMIDdata" + midi(NOTE))
    assert "(.rmi)" in error.value.message


def test_it_says_how_many_changes_of_tempo_there_are() -> None:
    tempi = b"".join(b"\1\xff\x51\3" + (400_000 + n).to_bytes(3) for n in range(2_310))
    with pytest.raises(UploadError) as error:
        read_upload(midi(NOTE, tempi, NOTE))
    assert "2,000 changes of tempo; yours has 2,311" in error.value.message
