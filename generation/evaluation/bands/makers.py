"""One maker of bands: its songs, cut into windows whose figures are known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from generation.evaluation.bands.figures import list_groups, measure_band, stack_figures
from generation.evaluation.bands.windows import Band, cut_windows, is_playing
from generation.evaluation.classifiers import Flags
from generation.evaluation.intervals import Ints
from generation.evaluation.twosample import Rows
from generation.music.song import Song


@dataclass(frozen=True)
class Maker:
    """`judged`: where bands may lack some of the parts, those that enough real bands have. They are
    judged where they play, for who tells a silent part from another tells nothing of how it plays.
    Without it all are, everywhere."""

    songs: Sequence[Song]
    roles: Mapping[str, str]
    groups: Ints  # of each song: those that swap music lie in one
    sharing: Ints  # of each song: those that share real music have one number
    pieces: Ints  # of each song: those that were cut from one piece have one number
    judged: frozenset[str] | None = None

    @cached_property
    def windows(self) -> list[tuple[int, Band]]:
        """Each window with the number of its song."""
        names, found = list(self.roles), []
        for number, song in enumerate(self.songs):
            found += [(number, window) for window in cut_windows(song, names)]
        return found

    @cached_property
    def bands(self) -> list[Band]:
        return [window for _, window in self.windows]

    @cached_property
    def numbers(self) -> Ints:
        return np.array([number for number, _ in self.windows])

    @cached_property
    def names(self) -> list[str]:
        """Names of the figures."""
        return list(measure_band(self.bands[0], self.roles))

    @cached_property
    def heard(self) -> dict[str, Flags]:
        """Where parts may be absent, in which windows each is judged (N,)."""
        if self.judged is None:
            return {}
        return {part: self.mark_playing(part) & (part in self.judged) for part in self.roles}

    def mark_playing(self, part: str) -> Flags:
        return np.array([is_playing(band.parts[part]) for band in self.bands], bool)

    @cached_property
    def rows(self) -> Rows:
        figures = stack_figures([measure_band(band, self.roles) for band in self.bands])
        groups = list_groups(self.names)
        for part, heard in self.heard.items():
            figures[np.ix_(~heard, groups[part])] = np.nan
        return Rows(figures, self.pieces[self.numbers], self.groups[self.numbers])

    @cached_property
    def places(self) -> list[tuple[int, int]]:
        """Which window of which song each is."""
        return [(number, band.first) for number, band in self.windows]

    def list_heard(self, part: str) -> set[tuple[int, int]]:
        return {place for place, heard in zip(self.places, self.heard[part], strict=True) if heard}


def share_real(real: Maker) -> Maker:
    """Real music by itself, where nothing is swapped."""
    return replace(real, groups=real.sharing)


def choose_rows(group: str, makers: Sequence[Maker]) -> list[Rows]:
    """The windows of makers in which a group of figures is compared: all, or of a part that may be
    absent those in which it is judged in everybody's band."""
    if group not in makers[0].heard:
        return [maker.rows for maker in makers]
    common = set.intersection(*(maker.list_heard(group) for maker in makers))
    return [maker.rows.keep(mark_places(maker, common)) for maker in makers]


def mark_places(maker: Maker, chosen: set[tuple[int, int]]) -> Flags:
    return np.array([place in chosen for place in maker.places], bool)
