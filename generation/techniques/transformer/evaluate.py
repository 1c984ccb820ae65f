"""The tables of `manage.py evaluate continuation`: likelihoods, continuations beside real music,
copying."""

import math
from collections.abc import Sequence
from itertools import chain, groupby, islice, zip_longest
from pathlib import Path
from typing import Any

from generation.catalogue import Card, read_card
from generation.codecs.score import Notes
from generation.evaluation.copying import Lines, encode_intervals
from generation.evaluation.finished import Finished
from generation.evaluation.sections import add_split as figures
from generation.evaluation.sections import format_section
from generation.evaluation.tables import Asked, Result, Say
from generation.techniques.transformer.corpora import CORPORA, load_works
from generation.techniques.transformer.makers import (
    MARKOV,
    PLAIN,
    Numbered,
    continue_opening,
    measure_corpus,
    open_finished,
)
from generation.techniques.transformer.openings import Opening, cut_opening
from generation.techniques.transformer.study import (
    Study,
    compare_kept,
    count_faults,
    measure_copying,
    measure_likeness,
    shuffle_continuations,
)
from generation.training.process_pool import spread

__all__ = ["as_text", "compute", "evaluate", "figures"]

SAMPLES = 3  # continuations of each opening
PROTOCOL = (
    "Likelihoods: {split} split, the first 2,000 notes of each work, up to 1,000 notes heard, "
    "all fields of a note "
    "together, given which tracks play; n-grams and the model without context learn from the "
    "corpus' own training "
    "part, and are not told what came the last time. Continuations: {count} openings of 8 bars "
    "from works of the same split, 30 s each, {samples} samples at the "
    "default settings. Kept of the opening: key (or its relative; Krumhansl and Kessler by "
    "length), motifs (three moves of a track's top line with their times), bars note for note, "
    "notes a bar, the mean of an opening's samples; differences from the real continuation are "
    "paired, with standard errors. "
    "Shuffled: what follows another opening of the corpus, in the right key. Overlap: "
    "shared area of 16-bin histograms with the real continuations, over the passages in which a "
    "figure is defined, mean of the figures; these are those of the score reports. "
    "Longest passage shared with "
    "the training part: melodic intervals and onsets of a track's top line, any key, in notes."
)


def find_openings(folder: Path, corpora: Sequence[str], count: int, split: str) -> list[Opening]:
    """So many openings of the split, where there are so many; the corpora in turn."""
    queues = [filter(None, map(cut_opening, load_works(folder, n, split))) for n in corpora]
    found = filter(None, chain.from_iterable(zip_longest(*queues)))
    return list(islice(found, count))


def measure_corpora(
    finished: Finished,
    folder: Path,
    corpora: Sequence[str],
    split: str,
    pieces: int | None,
    openings: Sequence[Opening],
    say: Say,
) -> tuple[list[dict[str, Any]], list[list[Notes]]]:
    """Likelihoods, and what n-grams play after each opening."""
    numbered: dict[str, list[Numbered]] = {name: [] for name in corpora}
    for number, opening in enumerate(openings):
        numbered[opening.corpus].append((number, opening))
    jobs = [(finished, folder, name, split, pieces, numbered[name]) for name in corpora]
    rows, played = zip(
        *spread(measure_corpus, jobs, [f"Corpus: {name}" for name in corpora], say), strict=True
    )
    numbers = [number for number, _ in chain.from_iterable(numbered.values())]
    by_number = dict(zip(numbers, chain.from_iterable(played), strict=True))
    return [*chain.from_iterable(rows)], [[by_number[at]] for at in range(len(openings))]


def continue_openings(
    finished: Finished, openings: Sequence[Opening], samples: int, say: Say
) -> list[list[Notes]]:
    """The network's continuations of each."""
    jobs = [(finished, number, opening, samples) for number, opening in enumerate(openings)]
    names = [f"Opening {number}: {opening.work.name}" for number, opening in enumerate(openings)]
    return spread(continue_opening, jobs, names, say)


def evaluate(
    folder: Path,
    kept: Path,
    split: str = "valid",
    count: int = 200,
    samples: int = SAMPLES,
    pieces: int | None = None,
    corpora: Sequence[str] = (*CORPORA,),
    say: Say = lambda text: None,
) -> dict[str, Any]:
    """All tables of the installed Transformer; `pieces` limits the works of each corpus. What is
    finished stands in `kept`."""
    ours, openings = read_card("transformer").name, find_openings(folder, corpora, count, split)
    finished = open_finished(kept, folder, split, corpora)
    made = {ours: continue_openings(finished, openings, samples, say)}
    rows, played = measure_corpora(finished, folder, corpora, split, pieces, openings, say)
    made |= {name: [*map(make, openings)] for name, make in PLAIN.items()}
    study = shuffle_continuations(Study(openings, {**made, MARKOV: played}))
    say("Comparing them, and looking for copies")
    trained = chain.from_iterable(load_works(folder, name, "train") for name in corpora)
    library = Lines.of(encode_intervals(work.score.notes) for work in trained)
    return {
        "table": "continuation",
        "split": split,
        "sections": [compare_kept(study, ours)],
        "protocol": PROTOCOL.format(split=split, count=len(openings), samples=samples),
        "likelihoods": rows,
        "faults": count_faults(study),
        "copying": measure_copying(study, library),
        "likeness": measure_likeness(study),
    }


def as_text(result: dict[str, Any]) -> str:
    """The tables for people, in fixed columns."""
    lines = [result["table"], result["protocol"]]
    for section in result["sections"]:
        lines += format_section(section)
    lines += ["", "nats a note | a bar"]
    for corpus, rows in groupby(result["likelihoods"], key=lambda row: row["corpus"]):
        cells = [
            f"{row['model']} {row['nats_a_note']:.3f} | {row['nats_a_bar']:.1f}" for row in rows
        ]
        lines.append(f"{corpus:22}" + "   ".join(f"{cell:32}" for cell in cells))
    for part in ("faults", "copying", "likeness"):
        columns = result[part]
        lines += ["", part, f"{'':24}" + "".join(f"{row['model']:>24}" for row in columns)]
        for name in columns[0]["figures"]:
            lines.append(
                f"{name:24}"
                + "".join(f"{row['figures'].get(name, math.nan):>24.3f}" for row in columns)
            )
    return "\n".join(lines)


def compute(card: Card, asked: Asked, say: Say) -> Result:
    chosen = {"split": asked.split, "count": asked.openings, "pieces": asked.pieces}
    return evaluate(asked.folder, asked.kept, **chosen, say=say)
