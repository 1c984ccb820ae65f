"""The tables of the GAN's cards: does it keep its promises, and can its bands be told from real
ones?

Every melody comes from a split that the models never saw. The same tables tell of bands that no one
should take for a goal: real ones that do not listen, copies, chance.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from generation.catalogue import Card
from generation.evaluation.bands.comparison import (
    compare_apart,
    compare_copies,
    compare_distances,
    compare_endings,
    compare_figures,
    remark_goals,
)
from generation.evaluation.sections import as_text, figures
from generation.evaluation.tables import Asked, Result, Say
from generation.music.midi import read_midi, write_midi
from generation.music.song import Song, Track
from generation.techniques.gan.rows import (
    DEAF,
    generate_song,
    know,
    load_learnt,
    make_rows,
    read_parts,
)
from generation.techniques.gan.subjects import SUBJECTS, Subject, load_odd_meter_tunes

__all__ = ["as_text", "compute", "figures", "read_parts"]
PROMISED = 25  # melodies
PROMISED_TICKS = 16 * 4 * 960
PROTOCOL = (
    "{songs} melodies of the genre's {split} split, up to 48 bars each, default parameters, one "
    "seed a melody; windows of eight bars in which the melody plays. Shuffled: another song's real "
    "band in the right key; mixed: each part from a different song; copy: the band of the training "
    "song whose melody is most like. Told apart: logistic regression and boosted trees together, "
    "five seeds, five folds by groups of songs that share music; real / real: half of the songs "
    "against the other half. Intervals of 95 % over songs. Promises: {promised} melodies of up to "
    "16 bars, unseen OpenEWLD tunes in 3/4, 6/8 and 2/4 among them, seeds 1 and 2"
)


class Promises(NamedTuple):
    """How many of the melodies met each promise."""

    melodies: int
    parses: int
    melody_kept: int
    all_tracks: int
    seeds_differ: int
    same_seed_same_notes: int


def count_promises(card: Card, melodies: Iterable[Song], say: Say) -> Promises:
    """Generates three times for each melody, and looks."""
    kept = []
    for melody in melodies:
        kept.append(check_band_promises(card, melody))
        say(f"Promises: {len(kept)} melodies")
    return Promises(len(kept), *(sum(column) for column in zip(*kept, strict=True)))


def check_band_promises(card: Card, melody: Song) -> tuple[bool, ...]:
    one, other, again = (
        generate_song(card, melody, 1),
        generate_song(card, melody, 2),
        generate_song(card, melody, 1),
    )
    read = read_midi(write_midi(one))
    names = [track.name for track in one.tracks[len(melody.tracks) :] if track.notes]
    return (
        [track.notes for track in read.tracks] == [track.notes for track in one.tracks],
        one.tracks[: len(melody.tracks)] == melody.tracks,
        names == [track["name"] for track in card.tracks],
        one.digest != other.digest,
        one.digest == again.digest,
    )


def shorten(song: Song) -> Song:
    """The first sixteen bars of a melody."""
    return song.with_tracks(map(cut_track, song.tracks))


def cut_track(track: Track) -> Track:
    return replace(track, notes=tuple(n for n in track.notes if n.onset < PROMISED_TICKS))


def list_promised(subjects: Sequence[Subject], odd: Sequence[Subject]) -> list[Song]:
    return [*(shorten(each.melody) for each in subjects[:PROMISED]), *(each.melody for each in odd)]


def compute(card: Card, asked: Asked, say: Say) -> Result:
    """`{"table", "split", "protocol", "promises", "sections", "remarks"}`."""
    split = asked.split
    subjects = SUBJECTS[card.genre](asked.folder, read_parts(card), split)[: asked.pieces]
    learnt = load_learnt(card, asked.folder, say)
    promised = list_promised(subjects, load_odd_meter_tunes(asked.folder, split))
    promises = count_promises(card, promised, say)
    makers = make_rows(card, subjects, learnt, say)
    apart = compare_apart(makers, say)
    return {
        "table": card.name,
        "split": split,
        "protocol": PROTOCOL.format(songs=len(subjects), split=split, promised=len(promised)),
        "promises": promises._asdict(),
        "sections": [
            apart,
            compare_distances(makers),
            compare_figures(makers),
            compare_endings(makers),
            compare_copies(makers, know(learnt)),
        ],
        "remarks": remark_goals(apart, card.name, DEAF),
    }
