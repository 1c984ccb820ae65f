"""What a band network knows of music that it has not learnt from, genre by genre: the same windows
and masks every time."""

import numpy as np
import torch

from generation.techniques.gan.band.config import BandConfig
from generation.techniques.gan.band.dataset import Batch, GenreDataset
from generation.techniques.gan.band.loss import (
    Draws,
    compute_losses,
    draw_inputs,
    draw_told,
    find_hidden,
    measure_nats,
)
from generation.techniques.gan.band.masking import hide_all, show_rhythm
from generation.techniques.gan.band.network import Generator
from generation.techniques.gan.genres.roles import GENRES
from generation.training.randomness import seeded

AT_ONCE = 8  # windows


class Validation:
    """Unseen windows of 32 bars."""

    def __init__(self, dataset: GenreDataset, config: BandConfig, windows: int) -> None:
        self.dataset, self.config, self.windows = dataset, config, windows
        known = np.unique(dataset.genre.cpu().numpy())
        self.genres = [int(genre) for genre in known]

    @torch.no_grad()
    def measure(self, network: Generator) -> dict[str, float]:
        """Losses under the masks of training, and by genre what a draft would cost: nats of rhythm
        a cell of a voice with nothing shown, of a drum's stroke, and of a pitch once all rhythm
        shows."""
        random = seeded(self.dataset.device, 0, 1)
        batch = self.draw(random, None, self.windows)
        found = compute_losses(network, batch.music, draw_inputs(batch, self.config, random))
        figures = {"loss": found.total.item()}
        figures |= {name: value.item() for name, value in found._asdict().items()}
        share = max(1, self.windows // len(self.genres))
        for genre in self.genres:
            figures |= self.measure_genre(network, genre, share)
        return figures

    def draw(self, random: torch.Generator, genre: int | None, windows: int) -> Batch:
        return self.dataset.draw_windows(windows, self.config.window, random, genre)

    def measure_genre(self, network: Generator, genre: int, windows: int) -> dict[str, float]:
        """Sums over windows, divided once: short songs count by their cells."""
        random = seeded(self.dataset.device, 0, 2, genre)
        nats, cells = np.zeros(3), np.zeros(3)
        for _ in range(-(-windows // AT_ONCE)):
            batch = self.draw(random, genre, min(AT_ONCE, windows))
            told = draw_told(batch, self.config, random)
            drafted = self.sum_nats(network, batch, Draws(hide_all(batch.music), told))
            pitched = self.sum_nats(network, batch, Draws(show_rhythm(batch.music), told))
            nats += [pitched[0][0], drafted[0][1], drafted[0][2]]
            cells += [pitched[1][0], drafted[1][1], drafted[1][2]]
        means = nats / np.maximum(cells, 1)
        names = ("pitch", "rhythm", "drums")
        return {
            f"{GENRES[genre]} {name}": float(mean)
            for name, mean, count in zip(names, means, cells, strict=True)
            if count
        }

    def sum_nats(
        self, network: Generator, batch: Batch, draws: Draws
    ) -> tuple[list[float], list[float]]:
        """(sums, cells) of pitches, rhythm and strokes."""
        hidden = find_hidden(batch.music, draws.visible)
        nats = measure_nats(network(batch.music, *draws), batch.music)
        pairs = list(zip(nats, hidden, strict=True))
        return [float((a * b).sum()) for a, b in pairs], [float(b.sum()) for _, b in pairs]
