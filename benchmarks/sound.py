"""How six songs of the demo sound, measured on their recordings: spectrum, loudness, peaks, tails;
and what making them costs. With another checkout, both side by side in one run.

`python benchmarks/sound.py [--other PATH] [--other-font PATH]`: three tables. The measures are not
those by which recordings are made: loudness is pyloudnorm's own, peaks are looked for between the
samples, and nothing here reads our mastering. `--other-font` is what the other checkout's
`frontend/src/rendering/render.ts` takes as its font.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from itertools import pairwise, product
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyloudnorm
import soundfile
from numpy.typing import NDArray
from scipy.signal import resample_poly, welch

REPOSITORY = Path(__file__).resolve().parents[1]
SONGS = (
    "Alarm Clock Experiment",
    "March of the Volunteers",
    "Green Door",
    "Telescope Night",
    "Joy in the Choir Loft",
    "Long Corridor",
)
READ = """
import json
from chartbusters.compositions.models import Revision
wanted = json.loads(input())
for revision in Revision.objects.filter(composition__title__in=wanted).order_by("number"):
    song = revision.song.song
    print("SONG", json.dumps([revision.composition.title, song.seconds, revision.song.document]))
"""
EDGES = (0, 150, 2000, 6000, 22_050)  # Hz
Samples = NDArray[np.float64]
COLUMNS = "{:<26}{:<8}" + 9 * "{:>9}"
HEAD = ("", "", "centroid", "<150", "150-2k", "2k-6k", ">6k", "LUFS", "peak", "width", "tail")
UNITS = ("", "", "Hz", "dB", "dB", "dB", "dB", "", "dBTP", "dB", "s")


class Side(NamedTuple):
    """A checkout, and what its player takes as its font."""

    name: str
    checkout: Path
    font: Path


class Made(NamedTuple):
    samples: Samples  # (n, 2)
    rate: int
    seconds: float  # of processor, playing alone
    megabytes: float  # at most, playing alone


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--other", type=Path)
    options.add_argument("--other-font", type=Path)
    asked = options.parse_args()
    sides = [Side("here", REPOSITORY, REPOSITORY / "frontend" / "instruments")]
    if asked.other:
        sides.insert(0, Side("before", asked.other, asked.other_font))
    with tempfile.TemporaryDirectory() as folder:
        songs = demo_songs(Path(folder))
        made = {
            (title, side.name): record(side, document, Path(folder))
            for (title, (_, document)), side in product(songs.items(), sides)
        }
    print(COLUMNS.format(*HEAD))
    print(COLUMNS.format(*UNITS))
    for (title, side), sound in made.items():
        print(COLUMNS.format(title, side, *figures(sound, songs[title][0])))
    tell_costs(made)
    tell_silence(sides)


def demo_songs(folder: Path) -> dict[str, tuple[float, Any]]:
    """Of a demo that is made for this: title -> seconds, document."""
    environment = {**os.environ, "VAR_DIR": str(folder)}

    def manage(*words: str, said: str = "") -> str:
        line = [sys.executable, "manage.py", *words]
        ran = subprocess.run(
            line,
            cwd=REPOSITORY,
            env=environment,
            input=said,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        return ran.stdout

    manage("migrate", "-v0")
    manage("demo")
    told = manage("shell", "-v0", "-c", READ, said=json.dumps(SONGS)).splitlines()
    read = [json.loads(line.removeprefix("SONG ")) for line in told if line.startswith("SONG ")]
    found = {title: (seconds, document) for title, seconds, document in read}
    return {title: found[title] for title in SONGS}


def record(side: Side, document: Any, folder: Path) -> Made:
    """A recording as the site makes it, without loss."""
    from chartbusters.ops.node import NODE

    samples, flac = folder / "samples", folder / "song.flac"
    player = side.checkout / "frontend" / "src" / "rendering" / "render.ts"
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    peak = play([NODE, player, side.font, samples], json.dumps(document).encode())
    seconds = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before
    mastering = side.checkout / "chartbusters" / "compositions" / "mastering.py"
    subprocess.run(
        [sys.executable, "-I", mastering, samples, flac], check=True, capture_output=True
    )
    samples.unlink()
    sound, rate = soundfile.read(flac, dtype="float64")
    return Made(sound, rate, seconds, peak)


def play(command: list[Any], document: bytes) -> float:
    """Megabytes that the player held at most."""
    with subprocess.Popen(command, stdin=subprocess.PIPE) as player:
        assert player.stdin is not None
        player.stdin.write(document)
        player.stdin.close()
        _, status, usage = os.wait4(player.pid, 0)
        player.returncode = os.waitstatus_to_exitcode(status)
    assert player.returncode == 0
    return usage.ru_maxrss / 1024


def figures(sound: Made, notes_end: float) -> list[str]:
    loudness = pyloudnorm.Meter(sound.rate).integrated_loudness(sound.samples)
    return [
        f"{centroid(sound):.0f}",
        *(f"{share:.1f}" for share in bands(sound)),
        f"{loudness:.1f}",
        f"{true_peak(sound.samples):.1f}",
        f"{width(sound.samples):.1f}",
        f"{tail(sound, notes_end):.1f}",
    ]


def spectrum(sound: Made) -> tuple[Samples, Samples]:
    return welch(sound.samples.mean(1), sound.rate, nperseg=8192)  # type: ignore[no-any-return]


def centroid(sound: Made) -> float:
    hertz, power = spectrum(sound)
    return float((hertz * power).sum() / power.sum())


def bands(sound: Made) -> list[float]:
    """Of all the power, in decibels."""
    hertz, power = spectrum(sound)
    parts = [power[(hertz >= low) & (hertz < high)].sum() for low, high in pairwise(EDGES)]
    return [float(10 * np.log10(part / power.sum() + 1e-12)) for part in parts]


def true_peak(samples: Samples) -> float:
    """Between the samples too: ITU-R BS.1770-4, annex 2."""
    return float(20 * np.log10(np.abs(resample_poly(samples, 4, 1, axis=0)).max()))


def width(samples: Samples) -> float:
    """How much of it is not the same on both sides, beside what is."""
    middle, side = samples.sum(1), samples[:, 0] - samples[:, 1]
    return float(10 * np.log10((side**2).mean() / (middle**2).mean() + 1e-12))


def tail(sound: Made, notes_end: float) -> float:
    """Seconds from the end of the last note until it is 60 dB below the loudest 50 ms."""
    hop = sound.rate // 20
    whole = len(sound.samples) // hop * hop
    level = np.sqrt((sound.samples[:whole].reshape(-1, hop, 2) ** 2).mean((1, 2)))
    heard = np.flatnonzero(level > level.max() / 1000)
    return float((heard[-1] + 1) * hop / sound.rate - notes_end)


def tell_costs(made: dict[tuple[str, str], Made]) -> None:
    print()
    columns = "{:<26}{:<8}{:>22}{:>14}"
    print(columns.format("Playing alone", "", "seconds of processor", "MB at most"))
    for (title, side), sound in made.items():
        print(columns.format(title, side, f"{sound.seconds:.2f}", f"{sound.megabytes:.0f}"))


def tell_silence(sides: list[Side]) -> None:
    """What is left three seconds after a short loud note of each instrument has been let go."""
    print()
    print(
        "{:<34}{:>12}{:>12}".format("Three seconds after a short note", "median, dB", "worst, dB")
    )
    with tempfile.TemporaryDirectory() as folder:
        for side in sides:
            levels = [rest(side, program, Path(folder)) for program in range(0, 128, 8)]
            worst = f"{max(levels):.0f}"
            print(f"{side.name:<34}{np.median(levels):>12.0f}{worst:>12}")


def rest(side: Side, program: int, folder: Path) -> float:
    from chartbusters.ops.node import NODE
    from generation.music.document import to_document
    from generation.music.song import Note, Song, Track

    quarter = 960
    # One that cannot be heard keeps the player at work for four seconds.
    notes = (Note(0, 60, quarter // 2, 110), Note(8 * quarter, 127, quarter, 1))
    song = Song((Track(notes, program=program),))
    samples = folder / "samples"
    player = side.checkout / "frontend" / "src" / "rendering" / "render.ts"
    play([NODE, player, side.font, samples], json.dumps(to_document(song)).encode())
    sound = np.fromfile(samples, "<f4").reshape(-1, 2)
    samples.unlink()
    quiet = sound[round(3.25 * 44_100) : round(3.95 * 44_100)]
    level = np.sqrt((quiet**2).mean()) / np.abs(sound).max()
    return float(20 * np.log10(level + 1e-7))


if __name__ == "__main__":
    began = time.monotonic()
    sys.path.insert(0, str(REPOSITORY))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chartbusters.settings")
    main()
    print(f"\n{time.monotonic() - began:.0f} s")
