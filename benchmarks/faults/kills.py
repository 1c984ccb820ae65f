"""Processes of a site that are killed, or stopped for a deploy, while people are at work."""

import contextlib
import os
import signal
import time
from collections.abc import Callable

from ledger import Ledger
from processes import children_of
from world import World

Scenario = Callable[[World, Ledger], str | None]


def killed(word: str) -> Scenario:
    def five_times(world: World, ledger: Ledger) -> str:
        from running_site import command_line

        assert world.supervisor is not None
        done = 0
        for _ in range(5):
            for pid in children_of(world.supervisor.pid):
                if word in command_line(pid):
                    victims = (
                        [pid, *children_of(pid)] if done % 2 else children_of(pid)[:1] or [pid]
                    )
                    for victim in victims:
                        with contextlib.suppress(ProcessLookupError):
                            os.kill(victim, signal.SIGKILL)
                    done += 1
                    break
            time.sleep(4)
        return f"{done} kills, of a child and of the whole by turns"

    five_times.__doc__ = f"kill -9 of {word} five times."
    return five_times


def site_killed(world: World, ledger: Ledger) -> None:
    """kill -9 of the supervisor, with which all parts end."""
    world.kill()
    time.sleep(2)
    world.start()


def deploy(world: World, ledger: Ledger) -> None:
    """The site is stopped, migrated and started while people are at work."""
    world.stop()
    # A migration with rows in the table, there and back.
    world.manage("migrate", "web", "0002", "--verbosity", "0")
    world.manage("migrate", "--verbosity", "0")
    world.start()
