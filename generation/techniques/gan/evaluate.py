"""The tables of the GAN's cards: does it keep its promises, and can its bands be told from real
ones?

Every melody comes from a split that the models never saw. The same tables tell of bands that no one
should take for a goal: real ones that do not listen, copies, chance.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from generation.catalogue import Card
from generation.evaluation.bands.comparison import (
    REAL,
    compare_apart,
    compare_copies,
    compare_distances,
    compare_endings,
    compare_figures,
    remark_goals,
)
from generation.evaluation.bands.makers import Maker
from generation.evaluation.bands.own_chords import compare_own_chords
from generation.evaluation.bands.rivals import compare_rivals, remark_rivals
from generation.evaluation.sections import as_text, figures
from generation.evaluation.tables import Asked, Result, Say
from generation.music.midi import read_midi, write_midi
from generation.music.song import Song, Track
from generation.techniques.gan.accompanying import generate_song, read_parts
from generation.techniques.gan.rows import ARRANGER, DEAF, SHUFFLED, know, make_rows, take_pieces
from generation.techniques.gan.stages import find_stage
from generation.techniques.gan.subjects import Subject, load_odd_meter_tunes

__all__ = ["as_text", "compute", "figures"]
PROMISED = 25  # melodies
PROMISED_TICKS = 16 * 4 * 960
PROTOCOL = (
    "{songs} melodies of the genre's {split} split, {about}, default parameters, one "
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
    split, stage, parts = asked.split, find_stage(card), read_parts(card)
    subjects = take_pieces(stage.load(asked.folder, parts, split), asked.pieces)
    learnt = stage.learn(asked.folder, parts)
    say(f"Training part read: {len(learnt)} songs")
    promised = list_promised(subjects, load_odd_meter_tunes(asked.folder, split))
    promises = count_promises(card, promised, say)
    makers = make_rows(card, subjects, learnt, say)
    told = {"songs": len(subjects), "split": split, "promised": len(promised)}
    sections = [
        *compare_makers(card.name, makers, subjects, say),
        compare_endings(makers),
        compare_copies(makers, know(learnt)),
    ]
    return {
        "table": card.name,
        "split": split,
        "protocol": PROTOCOL.format(about=stage.about, **told),
        "promises": promises._asdict(),
        "sections": sections,
        "remarks": remark_all(card.name, sections),
    }


def compare_makers(
    ours: str, makers: Mapping[str, Maker], subjects: Sequence[Subject], say: Say
) -> list[Result]:
    """With real bands where there are some; with the chords of tunes that have some."""
    chords = [subject.chords for subject in subjects]
    real = [compare_apart(makers, say), compare_distances(makers)] if REAL in makers else []
    own = [compare_own_chords(makers, chords)] if all(chords) else []
    rivals = compare_rivals(makers, ours, (ARRANGER, SHUFFLED))
    return [*real, compare_figures(makers), rivals, *own]


def remark_all(ours: str, sections: Sequence[Result]) -> list[str]:
    apart = [each for each in sections if each["title"] == "told apart"]
    goals = remark_goals(apart[0], ours, DEAF) if apart else []
    return [*goals, *remark_rivals(sections, ours, ARRANGER, SHUFFLED)]
