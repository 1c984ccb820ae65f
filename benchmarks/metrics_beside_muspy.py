"""Metrics beside muspy and pypianoroll on 300 real pieces: the largest difference of each, and
processor time of metrics, of reading in bulk and as an upload, and of the whole report.

`python benchmarks/metrics_beside_muspy.py [--data ../shared/data] [--pieces 300] [--timed 34]`.
"""

import argparse
import os
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

import muspy
from symusic import Score

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from generation.datasets.views import view_score
from generation.music.metrics.view import View
from generation.music.midi import read_midi, write_midi
from generation.music.song import TICKS_PER_QUARTER, Song
from generation.music.upload import read_upload
from scoring.metrics import REGISTRY, measure
from scoring.metrics.registry import MUSPY
from scoring.report import judge
from tests.generation.music.metrics.corpus import sample_files
from tests.generation.music.metrics.oracles import (
    beside_muspy,
    beside_pypianoroll,
    by_muspy,
    find_difference,
    in_muspy,
)

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
ROUNDS = 5
NOTES = 1_000  # of the song whose report is timed
FOURTEEN = [metric for metric in REGISTRY if metric.name in MUSPY.values()]
File = tuple[str, bytes]


def seconds(work: Callable[[], object], rounds: int = 1) -> float:
    """Processor seconds of one round: the least of all, which others on the machine delay least."""
    took = []
    for _ in range(rounds):
        begun = process_time()
        work()
        took.append(process_time() - begun)
    return min(took)


def print_differences(files: list[File]) -> None:
    worst: dict[str, float] = defaultdict(float)
    sizes: Counter[str] = Counter()
    for corpus, data in files:
        view = view_score(Score.from_midi(data))
        sizes[corpus] += 1
        sizes["drums alone"] += bool(len(view.drums) and not len(view.notes))
        for library, pairs in (
            ("muspy", beside_muspy(view)),
            ("pypianoroll", beside_pypianoroll(view)),
        ):
            for name, pair in pairs.items():
                worst[f"{library} {name}"] = max(worst[f"{library} {name}"], find_difference(pair))
    print(f"Largest difference over {len(files)} real pieces")
    print("  " + ", ".join(f"{corpus} {count}" for corpus, count in sizes.items()))
    for name, gap in worst.items():
        print(f"  {name:36}{gap:10.1e}")


def print_metrics(files: list[File]) -> None:
    """The fourteen on notes that are read already: our arrays and songs; muspy's objects on its
    usual grid, and on 480 ticks a quarter, as most files have."""
    ours, of_song, theirs, in_ticks = [], [], [], []
    for _, data in files:
        view = view_score(Score.from_midi(data))
        song, music = read_midi(data), in_muspy(view)
        tables = (view.notes, view.drums, view.tracks, view.bars)
        ours.append(seconds(lambda tables=tables: measure(View(*tables), FOURTEEN), ROUNDS))
        of_song.append(seconds(lambda song=song: measure(song, FOURTEEN), ROUNDS))
        theirs.append(seconds(lambda view=view, music=music: by_muspy(view, music)))
        ticks = in_muspy(view, TICKS_PER_QUARTER // 2)
        in_ticks.append(seconds(lambda view=view, music=ticks: by_muspy(view, music)))
    print(f"\nThe fourteen metrics of muspy, {len(files)} pieces, processor time of a piece")
    print_beside("from arrays, muspy at 24 a quarter", ours, theirs)
    print_beside("from arrays, muspy at 480", ours, in_ticks)
    print_beside("from songs, muspy at 24", of_song, theirs)
    print_beside("from songs, muspy at 480", of_song, in_ticks)


def print_reading(files: list[File]) -> None:
    bulk, trusted, theirs = [], [], []
    with tempfile.NamedTemporaryFile(suffix=".mid") as file:
        for _, data in files:
            Path(file.name).write_bytes(data)
            bulk.append(seconds(lambda data=data: view_score(Score.from_midi(data)), ROUNDS))
            trusted.append(seconds(lambda data=data: read_midi(data)))
            theirs.append(seconds(lambda: muspy.read_midi(file.name)))
    print(f"\nReading {len(files)} MIDI files, processor time of a file")
    print_beside("in bulk, trusted: arrays", bulk, theirs)
    print_beside("trusted: a song, note by note", trusted, theirs)


def print_beside(name: str, ours: Iterable[float], theirs: Iterable[float]) -> None:
    pairs = list(zip(ours, theirs, strict=True))
    mine, whole = (1000 * sum(column) / len(pairs) for column in zip(*pairs, strict=True))
    ratio = median(muspys / own for own, muspys in pairs)
    print(
        f"  {name:36}{mine:8.2f} ms   muspy {whole:8.2f} ms"
        f"{whole / mine:7.0f} times in all,{ratio:6.0f} at the median"
    )


def print_report(files: list[File]) -> None:
    """The real songs nearest to 1,000 notes."""
    songs = [read_midi(data) for _, data in files]
    near = sorted(songs, key=lambda song: abs(song.note_count - NOTES))[:5]
    took = [seconds(lambda song=song: judge(song), ROUNDS) for song in near]
    whole = [seconds(lambda song=song: measure(song, REGISTRY), ROUNDS) for song in near]
    notes = ", ".join(str(song.note_count) for song in near)
    print(f"\nThe five songs nearest to {NOTES:,} notes ({notes})")
    print(f"  whole report{1000 * median(took):14.1f} ms at the median")
    print(f"  all {len(REGISTRY)} metrics, once{1000 * median(whole):5.1f} ms")


def print_isolation(song: Song) -> None:
    """What an upload costs more than its bytes: it is read by a child with limits."""
    data = write_midi(song)
    read_upload(data)
    before, begun = os.times(), perf_counter()
    for _ in range(ROUNDS):
        read_upload(data)
    after, ended = os.times(), perf_counter()
    spent = sum(after[:4]) - sum(before[:4])
    print(
        f"\nAn upload of {song.note_count} notes, isolated: {1000 * spent / ROUNDS:.0f} ms of "
        f"processor, {1000 * (ended - begun) / ROUNDS:.0f} ms until it is there"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--pieces", type=int, default=300)
    parser.add_argument("--timed", type=int, default=34)
    options = parser.parse_args()
    if not options.data.is_dir():
        print(f"Metrics beside muspy: no data at {options.data}")
        return
    print_differences(list(sample_files(options.data, options.pieces)))
    files = list(sample_files(options.data, options.timed))
    print_metrics(files)
    print_reading(files)
    print_report(files)
    print_isolation(read_midi(min(files, key=lambda file: abs(len(file[1]) - 8_000))[1]))


if __name__ == "__main__":
    main()
