"""Archives out of clones: the files of one commit, with licences and credits, the same bytes every
time; what cannot be made is told and never claimed."""

import csv
import io
import json
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from generation.datasets.archive import read_songs
from generation.datasets.sources import listing
from generation.datasets.sources.clones import NoClone, find_clone
from generation.datasets.sources.listing import Source, read_pieces, read_sources
from generation.datasets.sources.making import make_archive
from generation.datasets.zips import digest_zip
from generation.music.midi import write_midi
from generation.packing import sources
from generation.sheets.musicxml import write_musicxml
from tests.songs import song_made

TUNE = song_made(4, band=True)
SHEET = song_made(4)


def git(folder: Path, *words: str) -> str:
    who = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
    found = subprocess.run(
        ["git", *who, *words], cwd=folder, capture_output=True, text=True, check=True
    )
    return found.stdout.strip()


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone of a repository with a tune of a name that is not plain, and a licence; its work
    tree has moved on since the commit that is listed."""
    folder = tmp_path / "clones" / "somebody" / "music"
    (folder / "music").mkdir(parents=True)
    (folder / "music" / "Für Elise.mid").write_bytes(write_midi(TUNE))
    (folder / "music" / "beats.txt").write_text("1 2 3\n")
    (folder / "LICENSE").write_text("Do what you like.\n")
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "Music")
    return folder


@pytest.fixture
def source(clone: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Source:
    commit = git(clone, "rev-parse", "HEAD")
    git(clone, "rm", "-q", "-r", "music")
    git(clone, "commit", "-qm", "Gone")
    rows = [{"id": "tune", "split": "train", "genre": "pop", "source": "music/Für Elise.mid"}]
    write_rows(tmp_path / "pieces", rows)
    monkeypatch.setattr(listing, "PIECES", tmp_path / "pieces")
    terms = {"licence": "CC0-1.0", "attribution": "Somebody", "licence_files": ("LICENSE",)}
    return Source("small", "somebody/music", commit, converter="midi", **terms)


def write_rows(folder: Path, rows: list[dict[str, str]]) -> None:
    folder.mkdir(exist_ok=True)
    with (folder / "small.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)


def test_it_works(source: Source, tmp_path: Path) -> None:
    made = make_archive(source, find_clone(tmp_path, source.commit))
    (tmp_path / "small.zip").write_bytes(made.content)
    [(name, song)] = read_songs(tmp_path / "small.zip", "train")
    assert (name, song.note_count) == ("tune", TUNE.note_count)
    assert (made.pieces, made.notes, made.left_out) == (1, TUNE.note_count, ())
    with zipfile.ZipFile(tmp_path / "small.zip") as archive:
        assert archive.read("midi/tune.mid") == write_midi(TUNE)
        licence = archive.read("LICENSE").decode()
        assert "CC0-1.0" in licence and "Do what you like." in licence
        assert source.commit in archive.read("ATTRIBUTION").decode()
        [row] = csv.DictReader(io.StringIO(archive.read("index.csv").decode()))
    assert (row["genre"], row["tracks"], row["drums"]) == ("pop", "4", "True")


def test_it_makes_the_same_bytes_again(source: Source, tmp_path: Path) -> None:
    one, other = (make_archive(source, find_clone(tmp_path, source.commit)) for _ in range(2))
    assert one.content == other.content
    assert digest_zip(one.content) == one.digest


def test_a_bare_clone_makes_the_same(source: Source, clone: Path, tmp_path: Path) -> None:
    made = make_archive(source, find_clone(tmp_path, source.commit))
    (tmp_path / "elsewhere").mkdir()
    git(tmp_path / "elsewhere", "clone", "-q", "--bare", str(clone), "small.git")
    bare = make_archive(source, find_clone(tmp_path / "elsewhere", source.commit))
    assert bare.content == made.content


def test_labels_of_a_piece_come_along(source: Source, tmp_path: Path) -> None:
    beside = replace(source, also=("beats.txt",))
    made = make_archive(beside, find_clone(tmp_path, source.commit))
    assert made.files["labels/tune/beats.txt"] == b"1 2 3\n"


def test_a_piece_that_is_no_score_is_left_out_and_told(source: Source, tmp_path: Path) -> None:
    made = make_archive(replace(source, converter="score"), find_clone(tmp_path, source.commit))
    assert made.pieces == 0 and made.left_out[0][0] == "tune"


def test_another_commit_is_refused(source: Source, tmp_path: Path) -> None:
    with pytest.raises(NoClone, match="No clone below"):
        find_clone(tmp_path, "0" * 40)


def test_a_file_that_the_commit_lacks_is_named(source: Source, tmp_path: Path) -> None:
    lacking = replace(source, licence_files=("COPYING",))
    with pytest.raises(NoClone, match="has no COPYING"):
        make_archive(lacking, find_clone(tmp_path, source.commit))


class TestLeadSheet:
    def test_its_chords_are_a_track_and_data(self, source: Source, tmp_path: Path) -> None:
        from generation.datasets.sources.converting import convert_lead_sheet
        from generation.music.midi import read_midi
        from generation.music.song import ChordSign

        chords = (ChordSign(0, "C"), ChordSign(3840, "G7/B"))
        score = write_musicxml(replace(SHEET, chords=chords))
        files = convert_lead_sheet("x", score if isinstance(score, bytes) else score.encode())
        told = json.loads(files["chords/x.json"])["chords"]
        assert told == [
            {"beat": 0.0, "root": 0, "kind": "major", "bass": None},
            {"beat": 4.0, "root": 7, "kind": "dominant", "bass": 11},
        ]
        song = read_midi(files["midi/x.mid"])
        assert [track.name for track in song.tracks] == ["MELODY", "CHORDS"]
        assert [note.pitch for note in song.tracks[0].notes] == [
            note.pitch for note in SHEET.tracks[0].notes
        ]


class TestCommand:
    @pytest.fixture
    def build(
        self, source: Source, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
    ) -> Any:
        def run(*sources_: Source) -> str:
            monkeypatch.setattr(sources, "read_sources", lambda: sources_)
            words = ["--from-sources", str(tmp_path / "clones"), "--out", str(tmp_path / "out")]
            call_command("data", "build", *words)
            return str(capsys.readouterr().out)

        return run

    def made(self, source: Source, tmp_path: Path) -> Source:
        made = make_archive(source, find_clone(tmp_path, source.commit))
        return replace(source, digest=made.digest, pieces=made.pieces, notes=made.notes)

    def test_it_works(self, build: Any, source: Source, tmp_path: Path) -> None:
        assert "as listed" in build(self.made(source, tmp_path))
        assert (tmp_path / "out" / "small.zip").is_file()

    def test_what_differs_ends_with_an_error(self, build: Any, source: Source) -> None:
        with pytest.raises(CommandError, match="Not as listed: small"):
            build(replace(source, digest="0" * 64))

    def test_what_cannot_be_made_is_told(self, build: Any, source: Source, tmp_path: Path) -> None:
        listed = self.made(source, tmp_path)
        sheets = replace(source, name="sheets", converter="", missing="It takes LilyPond.")
        away = replace(source, name="away", commit="1" * 40)
        said = build(listed, sheets, away)
        assert "sheets: not made: It takes LilyPond." in said
        assert "away: not made: No clone" in said
        assert not (tmp_path / "out" / "away.zip").exists()

    def test_nothing_made_is_an_error(self, build: Any, source: Source) -> None:
        with pytest.raises(CommandError, match="Nothing was made"):
            build(replace(source, commit="1" * 40))


class TestList:
    def test_every_source_tells_terms(self) -> None:
        for source in read_sources():
            assert source.licence and source.attribution and len(source.commit) == 40
            assert source.converter or source.missing

    def test_every_piece_is_on_one_side(self) -> None:
        for source in read_sources():
            rows = read_pieces(source)
            assert len({row["id"] for row in rows}) == len(rows)
            assert {row["split"] for row in rows} <= {"train", "valid", "test"}

    def test_what_can_be_made_has_a_digest(self) -> None:
        for source in read_sources():
            assert bool(source.converter) == bool(source.digest), source.name
