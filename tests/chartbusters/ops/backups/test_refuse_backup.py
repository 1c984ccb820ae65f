"""A backup that cannot be made leaves nothing, and says why."""

from pathlib import Path
from typing import Any

import pytest

from chartbusters.ops.backups import making
from chartbusters.ops.backups.manifest import Refused


@pytest.mark.django_db(transaction=True)
class TestRefused:
    def test_it_rejects_a_folder_that_is_there(self, tmp_path: Path) -> None:
        (tmp_path / "there").mkdir()
        with pytest.raises(Refused, match="never written over"):
            making.backup_make(tmp_path / "there")
        assert list((tmp_path / "there").iterdir()) == []

    def test_it_rejects_a_folder_inside_what_is_copied(self, settings: Any) -> None:
        with pytest.raises(Refused, match="choose one elsewhere"):
            making.backup_make(Path(settings.MEDIA_ROOT).resolve() / "renderings" / "backup")

    def test_it_leaves_nothing_when_the_disk_is_full(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(*_: Any) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(making, "_copy_media", full)
        with pytest.raises(OSError, match="No space"):
            making.backup_make(tmp_path / "backup")
        assert list(tmp_path.glob("backup*")) == []

    def test_a_file_deleted_meanwhile_is_no_fault(
        self, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        root = Path(settings.MEDIA_ROOT)
        root.mkdir()
        (root / "a.mp3").write_bytes(b"a")
        monkeypatch.setattr(
            making, "files_below", lambda folder: [root / "a.mp3", root / "gone.mp3"]
        )
        making._copy_media(tmp_path / "copy")
        assert [path.name for path in (tmp_path / "copy").iterdir()] == ["a.mp3"]

    def test_it_tells_of_files_that_the_storage_has_lost(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(making, "names_in_rows", lambda: {"renderings/lost.mp3"})
        assert making.backup_make(tmp_path / "backup").missing == ["renderings/lost.mp3"]
