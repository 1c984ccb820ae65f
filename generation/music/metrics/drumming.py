"""What a drummer keeps and what changes: bars of the drums beside each other.

None without drums.
"""

import numpy as np

from generation.music.metrics.view import PITCH, START, Floats, Ints, View


def drum_consistency(view: View) -> float | None:
    """How much of a bar's strokes are those of the bar most like it elsewhere: intersection over
    union by place and drum, mean over the bars with strokes. None for less than two of them."""
    strokes = view.once(_strokes_of_bars)
    if len(strokes) < 2:
        return None
    shares = _overlap(strokes)
    np.fill_diagonal(shares, 0.0)
    return float(shares.max(axis=1).mean())


def drum_typicality(view: View) -> float | None:
    """How much of a bar's strokes are those of the piece's own most typical bar, the one that is on
    average most like all others: intersection over union, mean over the other bars."""
    strokes = view.once(_strokes_of_bars)
    if len(strokes) < 2:
        return None
    shares = _overlap(strokes)
    np.fill_diagonal(shares, 0.0)
    return float(shares.sum(axis=1).max() / (len(shares) - 1))


def drum_variation(view: View) -> float | None:
    """Share of the bars with strokes that are different from all before."""
    strokes = view.once(_strokes_of_bars)
    return len(np.unique(strokes, axis=0)) / len(strokes) if len(strokes) else None


def drums_in_duple_rate(view: View) -> float | None:
    """Share of the strokes that fall on a 16th of their bar, to the nearest 24th of a quarter (Dong
    et al. 2020, muspy, "duple")."""
    return _in_pattern(view, 6)


def drums_in_triple_rate(view: View) -> float | None:
    """Share of the strokes that fall on a third of a quarter, to the nearest 24th (Dong et al.
    2020, muspy, "triple")."""
    return _in_pattern(view, 8)


def drum_pattern_consistency(view: View) -> float | None:
    """The larger of the duple and the triple rate (Dong et al. 2020, muspy)."""
    if not len(view.drums):
        return None
    return max(_in_pattern(view, 6) or 0.0, _in_pattern(view, 8) or 0.0)


def _in_pattern(view: View, every: int) -> float | None:
    times = view.once(_times_of_strokes)
    return float((times % every == 0).mean()) if len(times) else None


def _times_of_strokes(view: View) -> Ints:
    return view.fine(view.drums)[0]


def _strokes_of_bars(view: View) -> Ints:
    """Which strokes each bar that has any holds (bars, kinds): 1 where there is one. A kind is a
    place in the bar and a drum."""
    start = np.minimum(view.drums[:, START], view.steps - 1)
    kinds, kind = np.unique(view.places_of(view.drums) * 128 + view.drums[:, PITCH],
                            return_inverse=True)  # fmt: skip
    bars, bar = np.unique(np.searchsorted(view.bars, start, "right"), return_inverse=True)
    strokes = np.zeros((len(bars), len(kinds)), np.int64)
    strokes[bar, kind] = 1
    return strokes


def _overlap(strokes: Ints) -> Floats:
    """Intersection over union of every two bars (bars, bars)."""
    both = (strokes.astype(np.float64) @ strokes.T.astype(np.float64)).round()
    counts = strokes.sum(axis=1)
    return np.asarray(both / (counts[:, None] + counts - both))
