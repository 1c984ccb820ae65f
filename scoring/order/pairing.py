"""Whether the tracks of a piece belong together: its own pairing against the same tracks a bar or
more apart (coupling), clashes, shared onsets, and whether they repeat at the same places."""

from dataclasses import replace

import numpy as np

from scoring.order.chords import QUALITIES
from scoring.order.events import Events, Read, strength
from scoring.order.heard import Floats, Heard, Ints
from scoring.order.likelihood import Table
from scoring.order.rhythms import onset_masks, others_of, together
from scoring.order.structure import bar_vectors
from scoring.order.surprise import Bits, Figures, Tables

SHIFTS = (1, 2, 3)  # bars
FEWEST = 8  # notes of a track beside others, fewer have no mean
PLAYING = 0.6  # share of the bars in which a track must play to have a structure of its own
MOST_TRACKS = 12  # whose structures are compared, the busiest


def measure_pairing(read: Read, tables: Tables, own: Bits) -> Figures:
    """Empty for one track alone."""
    if read.heard.tracks < 2:
        return {}
    return {
        **_couple(read, tables["fit"], own["fit"][1]),
        **_meet(read.heard, tables["together"], own["together"][1]),
        **_clash(read),
        **_agree(read.heard),
    }


def _couple(read: Read, table: Table, bits: Floats) -> Figures:
    """Bits of the notes beside the others' chords, and how much more they are a few bars apart."""
    heard, chords = read.heard, read.chords
    tracks, frames = chords.chroma.shape[:2]
    root, quality = (others.ravel() for others in chords.others)
    frame = heard.frame_of_step[heard.start]
    place = strength(heard.place_of_step[heard.start])
    known = quality[heard.track * frames + frame] < QUALITIES
    mine = _track_means(heard.track[known], bits, tracks)
    figures = {"fit of the worst track": _most(mine)}
    a_bar = max(1, frames // heard.bar_count)
    for shift in SHIFTS:
        moved = heard.track * frames + (frame + shift * a_bar) % frames
        chosen = np.flatnonzero(quality[moved] < QUALITIES)
        degree = (heard.pitch[chosen] - root[moved[chosen]]) % 12
        kind = quality[moved[chosen]]
        events = Events(degree, (kind, kind * 4 + place[chosen]), chosen, chosen < 0)
        apart = table.bits(events)
        gain = _track_means(heard.track[chosen], apart, tracks) - mine
        figures[f"coupling {shift}"] = _mean(apart) - _mean(bits)
        figures[f"coupling {shift} of the worst"] = -_most(-gain)
    return figures


def _track_means(track: Ints, bits: Floats, tracks: int) -> Floats:
    counts = np.bincount(track, minlength=tracks)
    sums = np.bincount(track, bits, tracks)
    return np.where(counts >= FEWEST, sums / np.maximum(counts, 1), np.nan)


def _most(values: Floats) -> float:
    known = values[~np.isnan(values)]
    return float(known.max()) if len(known) else np.nan


def _mean(values: Floats) -> float:
    return float(values.mean()) if len(values) else np.nan


def _meet(heard: Heard, table: Table, bits: Floats) -> Figures:
    """Share of the onsets that others share, and bits of the rhythm with the others bars apart."""
    masks = onset_masks(heard)
    others = others_of(masks)
    a_bar = max(1, masks.shape[1] // heard.bar_count)
    apart = [
        _mean(table.bits(together(heard, masks, np.roll(others, shift * a_bar, axis=1))))
        for shift in SHIFTS[:2]
    ]
    playing = masks > 0
    met = ((masks & others) > 0) & playing
    shares = met.sum(1)[playing.any(1)] / playing.sum(1)[playing.any(1)]
    return {"rhythm coupling": float(np.mean(apart)) - _mean(bits), "met": _mean(shares)}


def _clash(read: Read) -> Figures:
    """Share of what others sound beside a note that is its own tone, or a semitone away."""
    heard, chroma = read.heard, read.chords.chroma
    frame = heard.frame_of_step[heard.start]
    others = chroma.sum(0)[frame] - chroma[heard.track, frame]
    weight = others.sum(1)
    tone, row = heard.pitch % 12, np.arange(len(others))
    near = others[row, (tone + 1) % 12] + others[row, (tone - 1) % 12]
    beside = weight > 0
    return {
        "clash": _mean(near[beside] / weight[beside]),
        "same tone": _mean(others[row, tone][beside] / weight[beside]),
    }


def _agree(heard: Heard) -> Figures:
    """Correlation of the tracks' self-similarities: where one returns, the others do."""
    if heard.bar_count < FEWEST:
        return {}
    shapes = [_similarities(heard, track) for track in _busy_tracks(heard)]
    if len(shapes) < 2:
        return {}
    figures: Figures = {}
    for name, rows in zip(("notes", "tones"), zip(*shapes, strict=True), strict=True):
        table = _correlate(np.array(rows))
        means = (table.sum(1) - 1) / (len(table) - 1)
        figures[f"agreement of {name}"] = float(means.mean())
        figures[f"agreement of {name}, worst track"] = float(means.min())
    return figures


def _busy_tracks(heard: Heard) -> list[int]:
    """The tracks that play in most bars, busiest first."""
    pairs = np.unique(heard.track * heard.bar_count + heard.bar_of_step[heard.start])
    bars = np.bincount(pairs // heard.bar_count, minlength=heard.tracks)
    order = np.argsort(-bars, kind="stable")[:MOST_TRACKS]
    return [int(track) for track in order if bars[track] >= PLAYING * heard.bar_count]


def _similarities(heard: Heard, track: int) -> tuple[Floats, Floats]:
    """How alike every two bars of one track are, as rows of pairs."""
    mine = heard.track == track
    alone = replace(
        heard,
        start=heard.start[mine],
        stop=heard.stop[mine],
        pitch=heard.pitch[mine],
        track=np.zeros(int(mine.sum()), np.int64),
        drum_start=heard.drum_start[:0],
        drum_bits=heard.drum_bits[:0],
    )
    onsets, classes = bar_vectors(alone)
    upper = np.triu_indices(len(onsets), 1)
    return (onsets @ onsets.T)[upper], (classes @ classes.T)[upper]


def _correlate(rows: Floats) -> Floats:
    """Correlations of rows; 0 beside a row that never changes, 1 of each with itself."""
    centred = rows - rows.mean(1, keepdims=True)
    norms = np.linalg.norm(centred, axis=1)
    table = centred @ centred.T / np.maximum(np.outer(norms, norms), 1e-9)
    np.fill_diagonal(table, 1)
    return np.asarray(table)
