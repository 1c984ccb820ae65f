"""What the processes of a site weigh, for `hostile.py`."""

import contextlib
import threading
from collections.abc import Iterator

import psutil
from running_site import Site, children_of, command_line

PARTS = {
    "broker": ("valkey", "redis-server"),
    "web": ("web.server", "granian"),
    "quick": ("worker quick", "quick@"),
    "render": ("worker render", "render@"),
    "generate": ("worker generate", "generate@"),
    "scheduler": ("ops.scheduler", "beat"),
}


@contextlib.contextmanager
def weighed(site: Site) -> Iterator[list[float]]:
    """Yields a list that grows by the memory of the site, twice a second."""
    scale = [memory(site)]
    over = threading.Event()

    def weigh() -> None:
        while not over.wait(0.5):
            scale.append(memory(site))

    thread = threading.Thread(target=weigh)
    thread.start()
    yield scale
    over.set()
    thread.join()


def memory(site: Site) -> float:
    """Memory of all processes of the site in MB; what they share is counted once (PSS)."""
    assert site.supervisor is not None
    return weight(site.supervisor.pid)


def told(site: Site) -> str:
    """Memory of each part with its children, in MB."""
    each = {name: sum(map(weight, pids_of(site, words))) for name, words in PARTS.items()}
    return ", ".join(f"{name} {megabytes:.0f}" for name, megabytes in each.items())


def weight(pid: int) -> float:
    total = 0.0
    with contextlib.suppress(psutil.Error):
        process = psutil.Process(pid)
        for one in [process, *process.children(recursive=True)]:
            with contextlib.suppress(psutil.Error):  # it has just ended
                total += one.memory_full_info().pss / 1e6
    return total


def pids_of(site: Site, words: tuple[str, ...]) -> list[int]:
    assert site.supervisor is not None
    found = []
    for pid in children_of(site.supervisor.pid):
        line = command_line(pid)
        if any(word in line for word in words):
            found.append(pid)
    return found
