"""How files are dealt to processes that run side by side (`pytest -n 3 --dist loadfile`, as `make
test` does).

A file is not torn apart, but for the one whose tests are whole runs. Files that look at the one
running site stay together, for it takes half a minute to start; they are three groups with a site
each, for all of them together would still run when everything else is done. What takes longest
begins first, or at the end one process would work alone. All this costs or saves time and nothing
else: a file that is not named here runs as well, and any file runs alone.
"""

import gc
from collections import Counter
from collections.abc import Generator
from typing import Any

import pytest

SITE = "those that look at the one running site"
PAGES = "those that look at its pages, more than at the studio"
LEARNING = "those that learn, train and listen there"
TOGETHER = {
    "tests/browser/test_ask_why.py": LEARNING,
    "tests/browser/test_come_late.py": LEARNING,
    "tests/browser/test_comment_on_moments.py": LEARNING,
    "tests/browser/test_count_plays.py": LEARNING,
    "tests/browser/test_find_songs.py": LEARNING,
    "tests/browser/test_follow_people.py": LEARNING,
    "tests/browser/test_forge_by_playing.py": LEARNING,
    "tests/browser/test_judge_entries.py": PAGES,
    "tests/browser/test_landing_page.py": PAGES,
    "tests/browser/test_learn_attention.py": LEARNING,
    "tests/browser/test_learn_by_playing.py": LEARNING,
    "tests/browser/test_learn_in_class.py": LEARNING,
    "tests/browser/test_learn_part.py": LEARNING,
    "tests/browser/test_live_a_challenge.py": PAGES,
    "tests/browser/test_main_job.py": PAGES,
    "tests/browser/test_make_challenge.py": PAGES,
    "tests/browser/test_make_playlist.py": LEARNING,
    "tests/browser/test_meet_models.py": LEARNING,
    "tests/browser/test_pass_axe.py": PAGES,
    "tests/browser/test_pictures.py": PAGES,
    "tests/browser/test_play_on.py": PAGES,
    "tests/browser/test_playlist_on_soundcloud.py": LEARNING,
    "tests/browser/test_publish_on_soundcloud.py": LEARNING,
    "tests/browser/test_read_listening_page.py": LEARNING,
    "tests/browser/test_second_factor.py": PAGES,
    "tests/browser/test_share_page.py": PAGES,
    "tests/browser/test_take_back_vote.py": PAGES,
    "tests/browser/test_train_and_vote.py": LEARNING,
    "tests/browser/test_train_own_music.py": LEARNING,
    "tests/browser/test_train_to_the_end.py": LEARNING,
    "tests/browser/test_vote_blind.py": LEARNING,
    "tests/browser/test_vote_eight_pairs.py": PAGES,
    "tests/browser/test_vote_on_every_pair.py": PAGES,
    "tests/browser/test_wait_to_vote.py": PAGES,
    "tests/browser/test_watch_training.py": LEARNING,
    "tests/browser/": SITE,
    "tests/chartbusters/ops/test_own_files.py": PAGES,
    "tests/chartbusters/web/test_keep_torch_out.py": PAGES,
}
# Each of its tests is a run of pytest, in a process of its own and on a database of its own.
TORN = "tests/test_postgres.py"
LONGEST = [
    SITE,
    LEARNING,
    "tests/test_postgres.py::test_it_works_on_postgres[chartbusters]",
    PAGES,
    "tests/test_postgres.py::test_it_works_on_postgres[generation]",
    "tests/upgrade/test_keep_installation.py",
    "tests/chartbusters/ops/backups/test_make_backup.py",
    "tests/chartbusters/web/test_fuzz_api.py",
    "tests/chartbusters/ops/test_come_back.py",
    "tests/chartbusters/ops/backups/test_restore_backup.py",
    "tests/chartbusters/leaderboard/test_hide_votes.py",
    "tests/generation/test_command_line.py",
    "tests/generation/runs/test_survive_deaths.py",
    "tests/test_puppets.py",
    "tests/chartbusters/voting/test_stay_blind.py",
    "tests/generation/test_train_network.py",
    "tests/chartbusters/training/test_train_by_api.py",
    "tests/generation/runs/test_take_model.py",
    "tests/generation/test_train_alone.py",
    "tests/generation/test_train_wish.py",
    "tests/chartbusters/voting/test_race_ballots.py",
    "tests/generation/test_worker_jobs.py",
    "tests/chartbusters/ops/test_update.py",
    "tests/chartbusters/web/serving/test_end_connections.py",
    "tests/chartbusters/ops/test_supervise.py",
    "tests/chartbusters/web/serving/test_bear_slow_connections.py",
]

# Tests make and drop so much that Python's own 700 had it look a hundred times a second: 8 % of
# their processor.
OBJECTS_BEFORE_COLLECTION = 20_000


def group_of(nodeid: str) -> str:
    """The file of a test, or the group in which its file is, or the test alone."""
    file = nodeid.partition("::")[0]
    if file == TORN:
        return nodeid
    return next(
        (group for beginning, group in TOGETHER.items() if file.startswith(beginning)), file
    )


def place_of(group: str) -> int:
    """Its place in the order in which groups are begun."""
    return LONGEST.index(group) if group in LONGEST else len(LONGEST)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    if config.getvalue("dist") != "loadfile":
        return None
    from xdist.scheduler import LoadFileScheduling

    class Dealer(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return group_of(nodeid)

        def _assign_work_unit(self, node: Any) -> None:
            self.workqueue.move_to_end(min(self.workqueue, key=place_of), last=False)
            super()._assign_work_unit(node)

    return Dealer(config, log)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Who deals knows tests by their ids, and would run one of all that share one: made-up requests
    have the id of their function, whatever they are called."""
    shared = Counter(item.nodeid for item in items)
    for item in items:
        if shared[item.nodeid] > 1 and item.parent:
            item._id = item.parent.id.child(item.name)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """What is read here stays to the end: to look through it for what could go was a fifth of the
    time, and three seconds of each process later, with what pytest looks through at its end."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.set_threshold(OBJECTS_BEFORE_COLLECTION)
        gc.enable()
