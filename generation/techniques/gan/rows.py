"""Who plays beside the GAN in its tables: real bands, rules, real bands that do not listen, copies,
chance."""

from collections.abc import Sequence

import numpy as np

from generation.catalogue import Card
from generation.evaluation.bands.comparison import REAL, Training
from generation.evaluation.bands.makers import Maker
from generation.evaluation.bands.retrieval import Melodies
from generation.evaluation.bands.swaps import borrow, group_pieces, mix_band, swap_band
from generation.evaluation.intervals import Ints
from generation.evaluation.tables import Say
from generation.music.song import Song
from generation.techniques.gan.accompanying import accompany, arrange_subject, read_parts
from generation.techniques.gan.stages import find_stage
from generation.techniques.gan.subjects import Subject, make_random_song

ARRANGER, SHUFFLED, MIXED, COPY = "arranger", "shuffled", "mixed", "copy"
DEAF = (SHUFFLED, MIXED)
LARGEST, SMALLEST, GROUPS = 5, 3, 4  # pieces of a group that borrow from one another; how many
Songs = dict[str, list[Song]]


def make_rows(
    card: Card, subjects: Sequence[Subject], learnt: Sequence[Song], say: Say
) -> dict[str, Maker]:
    """Everybody's songs for the same melodies; each melody has a seed of its own."""
    real = [subject.real for subject in subjects if subject.real]
    songs: Songs = ({REAL: real} if real else {}) | {card.name: []}
    for seed, subject in enumerate(subjects):
        songs[card.name].append(accompany(card, subject, seed))
        say(f"{card.name}: {seed + 1} of {len(subjects)} melodies")
    songs[ARRANGER] = [arrange_subject(card, subject) for subject in subjects]
    return gather_makers(card, subjects, songs, learnt)


def gather_makers(
    card: Card, subjects: Sequence[Subject], songs: Songs, learnt: Sequence[Song]
) -> dict[str, Maker]:
    """With those who borrow their bands: from real ones, or from ours where there are none."""
    stage, parts = find_stage(card), read_parts(card)
    given = songs.get(REAL) or songs[card.name]
    pieces = np.array([subject.piece for subject in subjects])
    sharing = np.array([subject.sharing for subject in subjects])
    groups = group_subjects(given, pieces)
    songs[SHUFFLED] = [swap_band(given, groups, number, pieces) for number in range(len(given))]
    songs[MIXED] = [mix_band(given, groups, number, pieces) for number in range(len(given))]
    songs |= {COPY: copy_bands(given, learnt)} if learnt else {}
    songs["random"] = [make_random_song(song, parts, seed) for seed, song in enumerate(given)]
    players = stage.players(parts)
    judged = list_judged(given, pieces, list(players)) if stage.absent else None
    return {
        name: Maker(each, players, groups, sharing, pieces, judged) for name, each in songs.items()
    }


def list_judged(songs: Sequence[Song], pieces: Ints, names: Sequence[str]) -> frozenset[str]:
    """The parts that enough pieces have to say how they are played."""
    return frozenset(
        name
        for place, name in enumerate(names, 1)
        if len(np.unique(pieces[list_playing(songs, place)])) >= SMALLEST
    )


def list_playing(songs: Sequence[Song], place: int) -> list[int]:
    """The songs in which a track has notes."""
    return [number for number, song in enumerate(songs) if song.tracks[place].notes]


def group_subjects(songs: Sequence[Song], pieces: Ints) -> Ints:
    """(S,) the group of each."""
    bars = np.array([song.meters[0].bar_ticks for song in songs])
    return group_pieces(pieces, bars, choose_size(len(np.unique(pieces))))


def choose_size(pieces: int) -> int:
    """Five, so that a band can be mixed of four other pieces; fewer where there would be too few
    groups for folds."""
    return max(SMALLEST, min(LARGEST, pieces // GROUPS))


def copy_bands(given: Sequence[Song], learnt: Sequence[Song]) -> list[Song]:
    """Each melody with the band of the song of the training part whose melody is most like it."""
    known = Melodies.of(learnt)
    found = []
    for song in given:
        other = borrow(song, learnt[known.find_nearest(song)])
        found.append(song.with_tracks([song.tracks[0], *other.tracks[1:]]))
    return found


def know(learnt: Sequence[Song]) -> Training | None:
    return Training.of(learnt) if learnt else None


def take_pieces(subjects: Sequence[Subject], count: int | None) -> list[Subject]:
    """Those of the first so many pieces; all without a count."""
    known = list(dict.fromkeys(subject.piece for subject in subjects))[:count]
    return [subject for subject in subjects if subject.piece in known]
