"""Own files become a data set: read one by one, compared, split, refused in words."""

from typing import Any

import pytest
from django.core.files.storage import default_storage

from generation.dataset_files import Sent
from generation.dataset_selectors import datasets_usable
from generation.errors import JobError
from generation.models import Dataset, JobState
from generation.services import dataset_create
from tests.generation.own_files import moved, only_drums, own_song, own_songs
from tests.own_data import read_by_worker, sent_files, zipped

pytestmark = pytest.mark.django_db(transaction=True)


def brought(owner: Any, files: list[Sent]) -> Dataset:
    dataset = dataset_create(owner=owner, title="Mine", files=files, rights=True)
    return read_by_worker(dataset)


def test_it_reads_splits_and_counts(alice: Any) -> None:
    dataset = brought(alice, sent_files(own_songs(21)))
    assert dataset.state == JobState.DONE, dataset.error_message
    pieces = list(dataset.pieces.all())
    assert [piece.name for piece in pieces] == [f"{n}.mid" for n in range(21)]
    assert {piece.split for piece in pieces} == {"train", "valid"}
    assert dataset.findings["usable"] == {"gan": 21, "arcnn": 21, "transformer": 21}
    assert not default_storage.exists(dataset.source) or dataset.source == ""


def test_a_bad_file_stops_no_neighbour_and_says_why(alice: Any) -> None:
    files = [Sent("broken.mid", b"MThd\0\0"), *sent_files(own_songs(20)), Sent("x.mid", b"")]
    dataset = brought(alice, files)
    assert dataset.state == JobState.DONE, dataset.error_message
    first, *others, last = dataset.pieces.all()
    assert first.left_out and first.song is None
    assert last.left_out and last.song is None
    assert all(piece.left_out == "" for piece in others)


def test_the_same_music_is_told_by_name_and_key(alice: Any) -> None:
    songs = own_songs(20)
    files = sent_files([*songs, ("twin.mid", songs[3][1]), ("moved.mid", moved(songs[5][1], 2))])
    dataset = brought(alice, files)
    told = dict(dataset.pieces.exclude(left_out="").values_list("name", "left_out"))
    assert told == {
        "twin.mid": "the same music as 3.mid",
        "moved.mid": "the same music as 5.mid, in another key",
    }
    assert dataset.findings["duplicates"] == 2


def test_a_zip_is_opened_with_its_folders(alice: Any) -> None:
    inside = [(f"set {n % 2}/{file.name}", file.data) for n, file in enumerate(songs_of(20))]
    dataset = brought(alice, [Sent("all.zip", zipped(inside)), *sent_files([("z.mid", tune())])])
    assert dataset.state == JobState.DONE, dataset.error_message
    names = list(dataset.pieces.values_list("name", flat=True))
    assert len(names) == 21
    assert names[0] == "set 0/0.mid"
    assert names[-1] == "z.mid"


def songs_of(count: int) -> list[Sent]:
    return sent_files(own_songs(count))


def tune() -> Any:
    return own_song(77)


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ([Sent("all.zip", b"PK\3\4 no archive at all")], "None of these files holds music"),
        ([Sent("a.mid", b"no music")], "None of these files holds music"),
        (sent_files(own_songs(1)), "Add 19 more"),
        (sent_files([("a.mid", own_song(1))] * 25), "the same notes as another"),
    ],
    ids=["no archive", "no music", "one", "copies"],
)
def test_too_little_is_refused_in_words(alice: Any, files: list[Sent], words: str) -> None:
    dataset = brought(alice, files)
    assert dataset.state == JobState.FAILED
    assert words in dataset.error_message
    assert dataset.pieces.count() == len(files)  # nothing lost: more can be added to them


def test_drums_alone_teach_only_what_learns_from_drums(alice: Any) -> None:
    dataset = brought(alice, sent_files([(f"{n}.mid", only_drums(8 + n)) for n in range(20)]))
    assert dataset.findings["usable"] == {"gan": 0, "arcnn": 0, "transformer": 20}
    assert "only drums" in dataset.findings["refusals"]["gan"]
    assert datasets_usable(user=alice, technique="transformer") == [dataset]
    assert datasets_usable(user=alice, technique="gan") == []


def test_a_bomb_and_its_neighbours(alice: Any) -> None:
    bomb = zipped([(f"{n}.mid", bytes(2_000_000)) for n in range(40)])
    dataset = brought(alice, [Sent("bomb.zip", bomb), *songs_of(20)])
    assert dataset.state == JobState.DONE
    assert "larger than 20 MB" in dataset.pieces.get(number=1).left_out


def test_twenty_thousand_files_in_a_zip(alice: Any) -> None:
    crowd = zipped((f"{n}.mid", b"") for n in range(20_000))
    dataset = brought(alice, [Sent("crowd.zip", crowd)])
    assert dataset.state == JobState.FAILED
    assert "20,000 files; a data set takes 500" in dataset.pieces.get().left_out


def test_odd_names_are_cleaned(alice: Any) -> None:
    names = ["../../etc/passwd\x1b[31m.mid", "\u202etxt.mid", "   ", "é" * 400 + ".mid"]
    dataset = brought(alice, [Sent(name, b"MThd") for name in names])
    told = list(dataset.pieces.values_list("name", flat=True))
    assert told == ["etc/passwd[31m.mid", "txt.mid", "file 3", "é" * 120]


@pytest.mark.parametrize("rights", [False, "yes", None])
def test_it_requires_the_rights(alice: Any, rights: Any) -> None:
    with pytest.raises(JobError, match="you wrote them"):
        dataset_create(owner=alice, title="", files=songs_of(1), rights=rights)
    assert not Dataset.objects.exists()


def test_it_rejects_no_file_and_too_many(alice: Any) -> None:
    with pytest.raises(JobError, match="Choose the files"):
        dataset_create(owner=alice, title="", files=[], rights=True)
    with pytest.raises(JobError, match="501 files; a data set takes 500"):
        dataset_create(owner=alice, title="", files=[Sent("a", b"")] * 501, rights=True)
    with pytest.raises(JobError, match="larger than 20 MB"):
        dataset_create(owner=alice, title="", files=[Sent("a", bytes(20_000_001))], rights=True)


def test_a_worker_that_comes_twice_reads_once(alice: Any) -> None:
    dataset = brought(alice, songs_of(20))
    assert read_by_worker(dataset).attempt == 1
    assert dataset.pieces.count() == 20


def test_an_attempt_goes_on_where_the_last_one_was(alice: Any) -> None:
    dataset = dataset_create(owner=alice, title="", files=songs_of(20), rights=True)
    dataset.pieces.create(number=3, name="kept.mid", left_out="was read before")
    read_by_worker(dataset)
    assert dataset.pieces.get(number=3).name == "kept.mid"
    assert dataset.pieces.count() == 20
