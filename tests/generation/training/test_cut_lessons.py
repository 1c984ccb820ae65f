"""Windows of works that the Transformer learns: what it is shown, what it is asked, and the works themselves."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import symusic

from generation.codecs.context import FIELDS, HINTS, NO_LEVEL, NO_PITCH, SHOWN
from generation.codecs.tokens import (
    BEATS,
    BEGIN,
    DRUM_KIT,
    DRUM_PITCH,
    END,
    GO,
    LONGEST,
    METER,
    OF_PITCH,
    OF_SLOT,
    ONSET,
    PART,
    PITCH,
    PROGRAM,
    REST,
    SLOT,
    SLOTS,
    STEPS,
    TEMPO,
    VELOCITY,
    Notes,
    Score,
    decode,
    encode,
    score_of,
    slots_of,
    sorted_notes,
)
from generation.codecs.windows import ANY, GENRES, TOLD, UNSAID, Task, Window, bar_line, window_of
from generation.music.song import Note, Song, Track
from generation.training.lessons import (
    GAP,
    HIGHEST,
    LOWEST,
    ON,
    STRETCHED,
    TRACK,
    Library,
    drawn,
    gap,
    stretched,
    track,
    transposition,
)
from generation.training.repertoire import (
    CORPORA,
    FEWEST,
    Work,
    choir,
    genre_of,
    meters_of,
    notes_of,
    retimed_by,
    snapped,
    works_of,
)
from tests.generation.choir import piece

FIELDS_TOLD = np.cumsum(TOLD) - 1  # where each field stands among what is told
POP = GENRES.index("pop")
METERS = ((0, 4, 4), (150, 7, 8), (600, 3, 4))


def work(seed: int) -> Work:
    """Four tracks, the last of them drums, of chords and runs in three meters; a silence of eighty beats within."""
    random = np.random.default_rng(seed)
    onset = np.sort(random.integers(0, 1000, 120))
    onset[80:] += 80 * STEPS
    slot = random.integers(0, 4, 120)
    pitch = np.where(slot == 3, DRUM_PITCH + 36, random.integers(30, 100, 120))
    columns = [onset, slot, pitch, random.integers(1, LONGEST + 1, 120), random.integers(0, 16, 120)]
    notes = sorted_notes(np.stack(columns, 1).astype(np.int32))
    return Work(f"work {seed}", POP, Score(notes, (0, 40, 32, DRUM_KIT), METERS, ((0, 100), (300, 1500))))


def task_of(kind: str, seed: int) -> Task | None:
    random, made = np.random.default_rng(seed), work(seed)
    score, notes = made.score, made.score.notes
    if kind == GAP:
        return gap(score, POP, 0, notes, random)
    if kind == TRACK:
        return track(score, POP, 0, notes, bar_line(score.beats, score.end) + 96, random)
    return next(task for _ in range(99) if not len((task := drawn(made, 60, random)).given))


def tasks(kind: str) -> list[Task]:
    return [task for seed in range(40) if (task := task_of(kind, seed))]


def draws(count: int = 200) -> list[Task]:
    return [drawn(work(seed % 10), 50, np.random.default_rng(seed)) for seed in range(count)]


def go_of(window: Window) -> int:
    """The step that says: from here on the network plays."""
    return int(np.flatnonzero(window.shown[:, 0] == GO)[0])


def spoken(task: Task, truth: np.ndarray, start: int) -> Notes:
    """The notes that truths say one after the other, from the step `start` on."""
    rows = truth[(truth[:, BEATS] != UNSAID) & (truth[:, BEATS] != END)]
    at = task.score.beats.place(np.array([start]))[0] + np.cumsum(rows[:, BEATS])
    onset, length = task.score.beats.step(at, rows[:, PART]), rows[:, 4] * STEPS + rows[:, 5]
    return np.column_stack([onset, rows[:, SLOT], rows[:, PITCH], length, rows[:, 6]])[rows[:, SLOT] < SLOTS]


def together(task: Task) -> Notes:
    return sorted_notes(np.concatenate([task.given, task.played]))


def same(one: Window, other: Window) -> bool:
    return all(np.array_equal(a, b) for a, b in zip(one, other, strict=True))


every_kind = pytest.mark.parametrize("kind", [ON, GAP, TRACK])


def test_it_works() -> None:
    score = score_of(Song((Track((Note(0, 60, 960, 100), Note(1280, 64, 480, 100)), program=7),)))
    window = window_of(Task(score, POP, 0, score.notes[:0], score.notes, 0, None, True))
    assert window.shown[:, 0].tolist() == [BEGIN, METER, TEMPO, PROGRAM, GO, 0, 0]
    assert window.when.tolist() == pytest.approx([0, 0, 0, 0, 0, 0, 4 / 3])
    assert (window.truth[:4] == UNSAID).all()
    assert window.truth[4:].tolist() == [[0, 0, 0, 60, 1, 0, 12], [1, 8, 0, 64, 0, 12, 12], [END] + [UNSAID] * 6]


@every_kind
def test_it_never_shows_what_it_asks(kind: str) -> None:
    """A note stands once in a window, and that is right after the step that asks for it."""
    for task in tasks(kind):
        window = window_of(task)
        shown = [(float(when), *row) for when, row in zip(window.when, window.shown[:, :5].tolist(), strict=True)]
        asked = np.flatnonzero((window.truth[:, SLOT] != UNSAID) & (window.truth[:, SLOT] < SLOTS))
        assert len(asked)
        for step in asked:
            assert shown[step + 1][1:] == tuple(window.truth[step, SLOT:])
            assert shown.index(shown[step + 1]) == step + 1


def test_it_tells_of_the_tracks_that_play_and_of_no_others() -> None:
    for task in tasks(ON):
        rows = window_of(task).shown
        told = rows[rows[:, 0] == PROGRAM, 2]
        assert told.tolist() == np.unique(task.played[:, 1]).tolist()


@every_kind
@pytest.mark.parametrize("known", [0, 1, 7])
def test_it_does_not_depend_on_what_comes_later(kind: str, known: int) -> None:
    """But for the list of the tracks that play, which is told beforehand."""
    for task in tasks(kind):
        cast = tuple(np.unique(task.played[:, 1]).tolist())
        whole = window_of(task)
        cut = window_of(replace(task, played=task.played[:known], finished=False, slots=cast))
        upto = len(cut.when)
        assert np.array_equal(whole.shown[:upto], cut.shown)
        assert np.array_equal(whole.told[: upto - 1], cut.told[:-1])
        assert np.array_equal(whole.truth[: upto - 1], cut.truth[:-1])


@every_kind
def test_it_asks_for_all_that_is_played(kind: str) -> None:
    for task in tasks(kind):
        window = window_of(task)
        assert np.array_equal(spoken(task, window.truth[go_of(window) :], task.start), task.played)


@pytest.mark.parametrize("kind", [GAP, TRACK])
def test_it_asks_for_all_that_is_known_too(kind: str) -> None:
    for task in tasks(kind):
        window = window_of(task)
        assert np.array_equal(spoken(task, window.truth[: go_of(window)], task.origin), task.given)


@every_kind
def test_it_counts_time_from_its_origin(kind: str) -> None:
    for task in tasks(kind):
        window = window_of(task)
        playing = window.shown[:, 0] < SLOTS
        assert (window.when[playing] * STEPS).tolist() == pytest.approx(
            [*(task.given[:, ONSET] - task.origin), *(task.played[:, ONSET] - task.origin)]
        )


@every_kind
def test_it_tells_the_truth_after_the_hints(kind: str) -> None:
    for task in tasks(kind):
        window = window_of(task)
        asked = window.truth != UNSAID
        assert np.array_equal(window.told[:, FIELDS_TOLD][asked], window.truth[asked])


@every_kind
def test_it_hints_at_what_the_track_played_before(kind: str) -> None:
    """Pitch and level of the note before it on its track, known or played; never its own."""
    for task in tasks(kind):
        window, last, hints = window_of(task), {}, {}
        for onset, slot, pitch, _, level in together(task).tolist():
            hints[onset, slot, pitch] = last.get(slot, (NO_PITCH, NO_LEVEL))
            last[slot] = (pitch, level)
        told = window.told[go_of(window) :][window.truth[go_of(window) :, PITCH] != UNSAID]
        found = told[:, [FIELDS_TOLD[PITCH] - 2, FIELDS_TOLD[VELOCITY] - 1]].tolist()
        assert found == [list(hints[key]) for key in map(tuple, task.played[:, :3].tolist())]


def test_it_asks_nothing_of_a_rest_but_when() -> None:
    truth = np.concatenate([window_of(task).truth for task in tasks(ON)])
    rests = truth[truth[:, SLOT] == REST]
    assert len(rests)
    assert (rests[:, PITCH:] == UNSAID).all()


def test_it_says_the_end_of_what_is_finished_and_only_there() -> None:
    for task in draws():
        ends = window_of(task).truth[:, BEATS] == END
        assert ends.sum() == task.finished
        assert ends[-1] == task.finished


def test_it_counts_down_to_the_end_where_it_is_told() -> None:
    for task in draws():
        window = window_of(task)
        ahead = window.shown[go_of(window) :, -1]
        assert (np.diff(ahead) <= 0).all()
        assert (ahead > 0).all() if task.stop is not None else not ahead.any()


def test_it_keeps_every_value_below_the_size_of_its_table() -> None:
    told_sizes = [size for hints, field in zip(HINTS, FIELDS, strict=True) for size in (*hints, field)]
    for task in draws():
        window = window_of(task)
        assert (window.shown < SHOWN).all()
        assert (window.told < told_sizes).all()
        assert (window.truth < FIELDS).all()
        assert min(window.shown.min(), window.told.min(), window.truth.min() + 1) == 0


def test_it_leaves_a_gap_from_bar_line_to_bar_line() -> None:
    for task in tasks(GAP):
        inside = (together(task)[:, ONSET] >= task.start) & (together(task)[:, ONSET] < task.stop)
        assert np.array_equal(task.played, together(task)[inside])
        assert not ((task.given[:, ONSET] >= task.start) & (task.given[:, ONSET] < task.stop)).any()
        assert all(bar_line(task.score.beats, step) == step for step in (task.start, task.stop))


def test_it_gives_no_note_of_the_tracks_it_asks_for() -> None:
    for task in tasks(TRACK):
        asked = set(task.played[:, OF_SLOT].tolist())
        assert 1 <= len(asked) <= 2
        assert not asked & set(task.given[:, OF_SLOT].tolist())
        assert len(task.given)


def test_it_requires_three_bars_for_a_gap() -> None:
    score = work(0).score
    two_bars = score.notes[score.notes[:, ONSET] < 150]
    assert gap(score, POP, 0, two_bars, np.random.default_rng(1)) is None


def test_it_requires_another_track_for_a_track() -> None:
    score = work(0).score
    alone = score.notes[score.notes[:, OF_SLOT] == 1]
    assert track(score, POP, 0, alone, score.end, np.random.default_rng(1)) is None


def test_it_draws_every_kind_of_task() -> None:
    kinds = {(len(task.given) > 0, task.start > task.origin, task.stop is None) for task in draws()}
    assert {(False, False, True), (False, False, False), (True, True, False), (True, False, False)} == kinds


def test_it_begins_at_a_bar_line_and_takes_no_more_than_asked() -> None:
    for task in draws():
        assert bar_line(task.score.beats, task.origin) == task.origin
        assert 0 < len(together(task)) <= 50
        assert together(task)[0, ONSET] >= task.origin


def test_it_draws_the_same_for_the_same_seed() -> None:
    assert all(same(window_of(one), window_of(other)) for one, other in zip(draws(40), draws(40), strict=True))


def test_it_sometimes_hides_the_genre() -> None:
    assert {task.genre for task in draws()} == {ANY, POP}


def test_it_transposes_all_but_the_drums() -> None:
    moves = set()
    for seed, task in enumerate(draws()):
        notes = work(seed % 10).score.notes
        first = int(np.searchsorted(notes[:, ONSET], task.origin))
        moved = together(task) - notes[first : first + len(together(task))]
        pitched = together(task)[:, OF_PITCH] < DRUM_PITCH
        moves |= set(moved[pitched, OF_PITCH].tolist())
        assert len(set(moved[pitched, OF_PITCH].tolist())) <= 1
        assert not moved[~pitched].any()
    assert moves == set(range(-6, 7))


@pytest.mark.parametrize(
    ("pitches", "moves"),
    [
        ((60,), range(-6, 7)),
        ((LOWEST + 2, 60), range(-2, 7)),
        ((60, HIGHEST - 1), range(-6, 2)),
        ((LOWEST, HIGHEST), [0]),
        ((LOWEST - 5, 60), range(7)),
        ((60, HIGHEST + 5), range(-6, 1)),
        ((), [0]),
    ],
)
def test_it_stays_on_the_piano(pitches: tuple[int, ...], moves: range) -> None:
    random = np.random.default_rng(1)
    assert {transposition(np.array(pitches, np.int32), random) for _ in range(300)} == set(moves)


def test_it_plays_a_little_faster_or_slower() -> None:
    random = np.random.default_rng(1)
    tempi = [stretched(100, random) for _ in range(300)]
    assert (min(tempi), max(tempi)) == (100 - 100 * STRETCHED, 100 + 100 * STRETCHED)


def test_it_fills_batches_up_with_steps_that_ask_nothing() -> None:
    library = Library((work(0), work(1)), np.array([0.3, 0.7]))
    batch = library.batch(6, 40, np.random.default_rng(1))
    longest = batch.when.shape[1]
    sizes = (len(SHOWN), sum(TOLD), len(FIELDS))
    assert [tuple(part.shape) for part in (batch.shown, batch.told, batch.truth)] == [(6, longest, n) for n in sizes]
    assert (batch.truth[(batch.shown == 0).all(2)] == UNSAID).all()


def test_it_knows_genres_by_many_names() -> None:
    labels = ("bach", "bach-like", "punk", "hymn", "country", "", "unheard of")
    assert [GENRES[genre_of(label)] for label in labels] == ["bach", "bach", "rock", "classical", "folk", "pop", "any"]


def test_it_snaps_to_the_nearest_of_all_grids() -> None:
    assert snapped(np.array([-5.5, 0.4, 5, 8.6, 11, 15.5, 23]), (6, 8)).tolist() == [-6, 0, 6, 8, 12, 16, 24]


def test_it_orders_tracks_as_the_tokens_do() -> None:
    random = np.random.default_rng(1)
    sizes, drums = random.integers(0, 9, 30), random.random(30) < 0.2
    found = [(bool(d), random.integers(1, 100, (n, 4))) for n, d in zip(sizes, drums, strict=True)]
    tracks = [Track(tuple(Note(a, p, b, v) for a, b, p, v in rows.tolist()), drums=d) for d, rows in found]
    assert notes_of(found)[1] == slots_of(Song(tuple(tracks)))


def test_it_moves_seconds_to_the_beats_that_a_person_marked() -> None:
    beats, bars = np.array([0.5, 1, 1.5, 2.5, 3.5, 4.5]), np.array([0, 1, 0, 0, 1, 0], bool)
    found = retimed_by(beats, bars)
    assert (found.meter, found.qpm) == (3, 60)
    assert found.place(np.array([0.5, 1, 1.25, 1.5, 2, 3.5])).tolist() == [-24, 0, 12, 24, 36, 72]
    assert found.place(np.array([0.1]))[0] < 0


def test_it_leaves_out_meters_that_make_no_bar() -> None:
    score = symusic.Score(480)
    for time, above, below in ((480, 3, 4), (960, 0, 4), (1440, 7, 8)):
        score.time_signatures.append(symusic.TimeSignature(time, above, below))
    assert meters_of(score) == ((0, 4, 4), (24, 3, 4), (72, 7, 8))


def test_it_moves_a_voice_of_a_choir_where_its_pitch_changes() -> None:
    score = choir("ours", piece(32)).score
    soprano = score.notes[score.notes[:, OF_SLOT] == 0]
    assert soprano[:, [ONSET, OF_PITCH, 3]].tolist()[:3] == [[0, 72, 24], [24, 74, 24], [48, 76, 24]]
    alto = score.notes[score.notes[:, OF_SLOT] == 1]
    assert alto[:, [ONSET, OF_PITCH, 3]].tolist()[:2] == [[0, 67, 72], [72, 69, 24]]


@pytest.mark.parametrize("corpus", CORPORA)
def test_it_reads_every_corpus_without_loss(corpus: str, shared_data: Path) -> None:
    works = works_of(shared_data, corpus, "valid")
    assert works
    for each in works:
        again = decode(encode(each.score))
        assert np.array_equal(again.notes, each.score.notes)
        assert again[1:] == each.score[1:]
        assert len(each.score.notes) >= FEWEST


def test_it_reads_as_many_chorales_as_were_published(shared_data: Path) -> None:
    assert len(works_of(shared_data, "jsb_chorales", "test")) == 77


def test_it_plays_pop_on_sixteenths_and_triplets(shared_data: Path) -> None:
    onsets = np.concatenate([each.score.notes[:, ONSET] for each in works_of(shared_data, "pop909", "valid")])
    assert ((onsets % 6 == 0) | (onsets % 8 == 0)).all()
