"""The tables of `manage.py evaluate continuation`: likelihoods, continuations beside real music,
copying."""

import math
from collections.abc import Callable, Sequence
from itertools import chain, groupby, islice, starmap, zip_longest
from pathlib import Path
from typing import Any

from safetensors.torch import load_file

from generation.catalogue import Card, read_card
from generation.codecs.score import Notes, decode_score
from generation.evaluation.copying import Lines, encode_intervals
from generation.evaluation.sections import format_section, round_makers
from generation.evaluation.tables import Asked, Result, Say
from generation.techniques.transformer import likelihood as likelihoods
from generation.techniques.transformer.config import read_config
from generation.techniques.transformer.corpora import CORPORA, load_works
from generation.techniques.transformer.inference import load
from generation.techniques.transformer.network import Transformer
from generation.techniques.transformer.openings import (
    SECONDS,
    Opening,
    cut_opening,
    play_network,
    play_ngrams,
    repeat_last_bars,
    repeat_opening,
)
from generation.techniques.transformer.passage import Passage
from generation.techniques.transformer.prompt import build_plan
from generation.techniques.transformer.study import (
    REAL,
    compare_kept,
    count_faults,
    join_parts,
    measure_copying,
    measure_likeness,
    shuffle_continuations,
)
from generation.training.process_pool import spread

SAMPLES = 5  # continuations of each opening
LATER, COPIED, MARKOV = "real music, 30 s later", "last 4 bars again", "n-grams (Markov)"
AGAIN = "opening again"
PROTOCOL = (
    "Likelihoods: {split} split, the first 2,000 notes of each work, up to 1,000 notes heard, "
    "all fields of a note "
    "together, given which tracks play; n-grams and the model without context learn from the "
    "corpus' own training "
    "part, and are not told what came the last time. Continuations: {count} openings of 8 bars "
    "from works of the same split, 30 s each, {samples} samples at the "
    "default settings. Kept of the opening: key (or its relative; Krumhansl and Kessler by "
    "length), motifs (three moves of a track's top line with their times), bars note for note, "
    "notes a bar; differences from the real continuation are paired, with standard errors. "
    "Shuffled: what follows another opening of the corpus, in the right key. Overlap: "
    "shared area of 16-bin histograms with the real continuations, over the passages in which a "
    "figure is defined, mean of the figures; these are those of the score reports. "
    "Longest passage shared with "
    "the training part: melodic intervals and onsets of a track's top line, any key, in notes."
)


def load_network(card: Card) -> Transformer:
    network = Transformer(read_config(card.sizes))
    network.load_state_dict(
        {name: tensor.float() for name, tensor in load_file(card.weights).items()}
    )
    return network.eval().requires_grad_(False)


def plan_passage(card: Card, opening: Opening) -> Passage:
    """What a musician would ask for: 30 seconds more, all else as the card proposes."""
    parameters = card.complete_parameters({"seconds": SECONDS})
    return build_plan(decode_score(opening.known), 0, parameters).passages[0]


def measure_corpus(
    folder: Path,
    corpus: str,
    split: str,
    pieces: int | None,
    numbered: Sequence[tuple[int, Opening]],
    samples: int,
) -> tuple[list[likelihoods.LikelihoodRow], dict[str, list[list[Notes]]]]:
    """What one corpus adds: its likelihoods, and for each maker continuations of its openings; the
    number is the seed.

    The n-gram models fill hundreds of megabytes, so each is used for all that it is needed for, and
    let go.
    """
    card = read_card("transformer")
    weights, ngrams = load(card), likelihoods.train_ngrams(folder, corpus)
    rows = likelihoods.measure_works(
        load_network(card), card.name, ngrams, corpus, load_works(folder, corpus, split)[:pieces]
    )
    makers: dict[str, Callable[[int, Opening], list[Notes]]] = {
        card.name: lambda seed, each: play_network(
            weights, plan_passage(card, each), seed, samples
        ),
        REAL: lambda seed, each: [each.real],
        LATER: lambda seed, each: [] if each.later is None or not len(each.later) else [each.later],
        COPIED: lambda seed, each: [repeat_last_bars(each)],
        AGAIN: lambda seed, each: [repeat_opening(each)],
        MARKOV: lambda seed, each: [play_ngrams(ngrams, plan_passage(card, each), seed)],
    }
    return rows, {name: list(starmap(make, numbered)) for name, make in makers.items()}


def find_openings(folder: Path, corpora: Sequence[str], count: int, split: str) -> list[Opening]:
    """So many openings of the split, where there are so many; the corpora in turn."""
    queues = [filter(None, map(cut_opening, load_works(folder, n, split))) for n in corpora]
    found = filter(None, chain.from_iterable(zip_longest(*queues)))
    return list(islice(found, count))


def evaluate(
    folder: Path,
    split: str = "valid",
    count: int = 200,
    samples: int = SAMPLES,
    pieces: int | None = None,
    corpora: Sequence[str] = (*CORPORA,),
    say: Callable[[str], None] = lambda text: None,
) -> dict[str, Any]:
    """All tables of the installed Transformer; `pieces` limits the works of each corpus."""
    openings = find_openings(folder, corpora, count, split)
    numbered: dict[str, list[tuple[int, Opening]]] = {name: [] for name in corpora}
    for number, opening in enumerate(openings):
        numbered[opening.corpus].append((number, opening))
    jobs = [(folder, name, split, pieces, numbered[name], samples) for name in corpora]
    rows, parts = zip(
        *spread(measure_corpus, jobs, [f"Corpus: {name}" for name in corpora], say), strict=True
    )
    in_order = chain.from_iterable(numbered.values())
    study = shuffle_continuations(join_parts([opening for _, opening in in_order], parts))
    trained = chain.from_iterable(load_works(folder, name, "train") for name in corpora)
    library = Lines.of(encode_intervals(work.score.notes) for work in trained)
    return {
        "table": "continuation",
        "split": split,
        "sections": [compare_kept(study, read_card("transformer").name)],
        "protocol": PROTOCOL.format(split=split, count=len(openings), samples=samples),
        "likelihoods": [row._asdict() for row in chain.from_iterable(rows)],
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
    return evaluate(asked.folder, asked.split, asked.openings, pieces=asked.pieces, say=say)


def figures(result: Result, before: Result) -> Result:
    """In place of those that the card had; other tables stay beside them."""
    sections = [{**each, "makers": round_makers(each["makers"])} for each in result["sections"]]
    told = {name: part for name, part in result.items() if name not in ("table", "split")}
    others = {name: before[name] for name in ("gaps", "chorales") if name in before}
    return {**told, "sections": sections, **others}
