"""The tables of `manage.py evaluate continuation`: likelihoods, continuations beside real music,
copying."""

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby, zip_longest
from pathlib import Path
from typing import Any

import numpy as np
from safetensors.torch import load_file

from generation.catalogue import Card, card_of
from generation.codecs.score import Notes, song_of
from generation.evaluation import likeness as likenesses
from generation.evaluation.accompaniment import Figures
from generation.evaluation.copying import Lines, lines_of
from generation.techniques.transformer import likelihood as likelihoods
from generation.techniques.transformer.config import read_config
from generation.techniques.transformer.corpora import CORPORA, load_works
from generation.techniques.transformer.inference import load
from generation.techniques.transformer.network import Transformer
from generation.techniques.transformer.openings import (
    SECONDS,
    Opening,
    copied,
    cut_opening,
    measure_bar,
    play_network,
    play_ngrams,
)
from generation.techniques.transformer.passage import Passage
from generation.techniques.transformer.prompt import plan_for
from generation.training.process_pool import spread

SAMPLES = 5  # continuations of each opening
REAL, LATER, COPIED, MARKOV = (
    "real music",
    "real music, 30 s later",
    "last 4 bars again",
    "n-grams (Markov)",
)
PROTOCOL = (
    "Likelihoods: {split} split, the first 2,000 notes of each work, up to 1,000 notes heard, "
    "all fields of a note "
    "together, given which tracks play; n-grams and the model without context learn from the "
    "corpus' own training "
    "part, and are not told what came the last time. Continuations: {count} openings of 8 bars "
    "from works kept for "
    "testing (where there are too few, for validation), 30 s each, {samples} samples at the "
    "default settings. Overlap: "
    "shared area of 16-bin histograms with the real continuations, over the passages in which a "
    "figure is defined, mean of the figures; these are those of the score reports. "
    "Longest passage shared with "
    "the training part: melodic intervals and onsets of a track's top line, any key, in notes."
)


@dataclass(frozen=True)
class Study:
    """What continuations are compared with."""

    openings: Sequence[Opening]
    by_maker: dict[str, list[list[Notes]]]  # for each maker and opening its continuations

    def first(self, maker: str) -> list[tuple[Opening, Notes]]:
        """One continuation of each opening, where there is one."""
        pairs = zip(self.openings, self.by_maker[maker], strict=True)
        return [(opening, made[0]) for opening, made in pairs if made]


def load_network(card: Card) -> Transformer:
    network = Transformer(read_config(card.sizes))
    network.load_state_dict(
        {name: tensor.float() for name, tensor in load_file(card.weights).items()}
    )
    return network.eval().requires_grad_(False)


def plan_passage(card: Card, opening: Opening) -> Passage:
    """What a musician would ask for: 30 seconds more, all else as the card proposes."""
    parameters = card.parameters_of({"seconds": SECONDS})
    return plan_for(song_of(opening.known), 0, parameters).passages[0]


def measure_corpus(
    folder: Path,
    corpus: str,
    split: str,
    pieces: int | None,
    numbered: Sequence[tuple[int, Opening]],
    samples: int,
) -> tuple[list[likelihoods.Row], dict[str, list[list[Notes]]]]:
    """What one corpus adds: its likelihoods, and for each maker continuations of its openings; the
    number is the seed.

    The n-gram models fill hundreds of megabytes, so each is used for all that it is needed for, and
    let go.
    """
    card = card_of("transformer")
    weights, chain = load(card), likelihoods.train_ngrams(folder, corpus)
    rows = likelihoods.rows_of(
        load_network(card), card.name, chain, corpus, load_works(folder, corpus, split)[:pieces]
    )
    makers: dict[str, Callable[[int, Opening], list[Notes]]] = {
        card.name: lambda seed, each: play_network(
            weights, plan_passage(card, each), seed, samples
        ),
        REAL: lambda seed, each: [each.real],
        LATER: lambda seed, each: [] if each.later is None or not len(each.later) else [each.later],
        COPIED: lambda seed, each: [copied(each)],
        MARKOV: lambda seed, each: [play_ngrams(chain, plan_passage(card, each), seed)],
    }
    return rows, {
        name: [make(seed, each) for seed, each in numbered] for name, make in makers.items()
    }


def join_parts(openings: Sequence[Opening], parts: Sequence[dict[str, list[list[Notes]]]]) -> Study:
    """`openings` in the order of `parts`, each a corpus' continuations by maker."""
    return Study(
        openings, {name: [made for part in parts for made in part[name]] for name in parts[0]}
    )


def figures(opening: Opening, notes: Notes) -> Figures:
    return likenesses.figures_of(notes, opening.start, opening.stop, measure_bar(opening))


def find_openings(folder: Path, corpora: Sequence[str], count: int) -> list[Opening]:
    """So many openings: of the test parts, and where these do not suffice of the valid parts; the
    corpora in turn."""
    found: list[Opening] = []
    for split in ("test", "valid"):
        if len(found) < count:
            queues = [
                [each for work in load_works(folder, name, split) if (each := cut_opening(work))]
                for name in corpora
            ]
            found += [each for turn in zip_longest(*queues) for each in turn if each]
    return found[:count]


def measure_likeness(study: Study) -> list[dict[str, Any]]:
    """Overlap of each figure with real continuations, and what is kept of the openings."""
    real = [figures(opening, notes) for opening, notes in study.first(REAL)]
    rows = []
    for maker in study.by_maker:
        pairs = [(opening, notes) for opening, notes in study.first(maker) if len(notes)]
        if not pairs:
            continue
        made = [figures(opening, notes) for opening, notes in pairs]
        overlaps = likenesses.overlaps_of(made, real)
        kept = [
            likenesses.carried_over(
                opening.known.notes, notes, opening.start, opening.stop, measure_bar(opening)
            )
            for opening, notes in pairs
        ]
        means = {name: float(np.mean([each[name] for each in kept])) for name in kept[0]}
        found = {"overlap": float(np.mean(list(overlaps.values()))), **means, **overlaps}
        rows.append({"model": maker, "openings": len(pairs), "figures": rounded(found)})
    return rows


def count_faults(study: Study) -> list[dict[str, Any]]:
    """How many samples of each maker nobody would want to hear."""
    rows = []
    for maker, every in study.by_maker.items():
        faults = Counter(
            likenesses.degenerate(notes, opening.start, opening.stop, measure_bar(opening))
            for opening, made in zip(study.openings, every, strict=True)
            for notes in made
        )
        counts = {kind: float(faults[kind]) for kind in ("silence", "one note", "repetition")}
        rows.append({"model": maker, "samples": sum(faults.values()), "figures": counts})
    return rows


def measure_copying(study: Study, library: Lines) -> list[dict[str, Any]]:
    """The longest passage of each continuation that stands in the training music too."""
    rows = []
    for maker in study.by_maker:
        found = [library.longest(lines_of(notes)) for _, notes in study.first(maker) if len(notes)]
        quantiles = {"median": 50, "95 %": 95, "most": 100}
        shares = (
            {name: float(np.percentile(found, at)) for name, at in quantiles.items()}
            if found
            else {}
        )
        rows.append({"model": maker, "samples": len(found), "figures": shares})
    return rows


def rounded(found: dict[str, float]) -> dict[str, float]:
    return {name: round(value, 3) for name, value in found.items()}


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
    openings = find_openings(folder, corpora, count)
    numbered = {
        name: [(n, each) for n, each in enumerate(openings) if each.corpus == name]
        for name in corpora
    }
    jobs = [(folder, name, split, pieces, numbered[name], samples) for name in corpora]
    rows, parts = zip(
        *spread(measure_corpus, jobs, [f"Corpus: {name}" for name in corpora], say), strict=True
    )
    study = join_parts([each for name in corpora for _, each in numbered[name]], parts)
    library = Lines.of(
        lines_of(work.score.notes) for name in corpora for work in load_works(folder, name, "train")
    )
    return {
        "table": "continuation",
        "protocol": PROTOCOL.format(split=split, count=len(openings), samples=samples),
        "likelihoods": [row._asdict() for part in rows for row in part],
        "likeness": measure_likeness(study),
        "faults": count_faults(study),
        "copying": measure_copying(study, library),
    }


def as_text(result: dict[str, Any]) -> str:
    """The tables for people, in fixed columns."""
    lines = [result["table"], result["protocol"], "", "nats a note | a bar"]
    for corpus, rows in groupby(result["likelihoods"], key=lambda row: row["corpus"]):
        cells = [
            f"{row['model']} {row['nats_a_note']:.3f} | {row['nats_a_bar']:.1f}" for row in rows
        ]
        lines.append(f"{corpus:22}" + "   ".join(f"{cell:32}" for cell in cells))
    for part in ("likeness", "faults", "copying"):
        columns = result[part]
        lines += ["", part, f"{'':24}" + "".join(f"{row['model']:>24}" for row in columns)]
        for name in columns[0]["figures"]:
            lines.append(
                f"{name:24}"
                + "".join(f"{row['figures'].get(name, math.nan):>24.3f}" for row in columns)
            )
    return "\n".join(lines)
