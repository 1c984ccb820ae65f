"""What each genre's GAN learns from and how its voices become tracks. Add a genre: one entry here."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from generation.codecs.lines import DRUMS
from generation.networks.config import GanConfig
from generation.training import bach, grooves, pop
from generation.training.batches import Corpus, corpus_of

WIDTHS = (128, 160, 192, 256)


@dataclass(frozen=True)
class Genre:
    """A kind of music with its voices, its networks' sizes and its data."""

    name: str
    voices: tuple[str, ...]
    config: GanConfig
    corpus: Callable[[Path, str], Corpus]


def bach_corpus(folder: Path, split: str) -> Corpus:
    """The chorales of one split; for training also the fake ones, at their fixed share of the windows."""
    real = bach.chorales(folder, split)
    if split != "train":
        return corpus_of(real, [1.0] * len(real), [], rests=0)
    fake = bach.fakes(folder, split)
    share = bach.FAKES_SHARE * sum(p.steps for p in real) / ((1 - bach.FAKES_SHARE) * sum(p.steps for p in fake))
    return corpus_of([*real, *fake], [1.0] * len(real) + [share] * len(fake), [], rests=0.3)


def pop_corpus(folder: Path, split: str) -> Corpus:
    """The songs of one split, and the grooves of the same split for their drums."""
    songs = pop.songs(folder, split)
    return corpus_of(songs, [1.0] * len(songs), grooves.grooves(folder, split), rests=0.1)


GENRES = {
    "bach": Genre("bach", bach.VOICES, GanConfig(voices=3, drums=0, widths=WIDTHS), bach_corpus),
    "pop": Genre("pop", pop.VOICES, GanConfig(voices=5, drums=DRUMS, widths=WIDTHS), pop_corpus),
}
