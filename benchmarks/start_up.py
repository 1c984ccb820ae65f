"""How long a site takes to start, and what memory each of its parts holds. Prints one table."""

import re

import psutil
from running_site import running_site

COLUMNS = "{:<28}{:>10}{:>10}{:>12}"


def main() -> None:
    times: dict[str, float] = {}
    with running_site(times=times) as site:
        print("Start-up of a whole site (manage.py up)")
        print(
            f"first page after {times['first page, s']:.1f} s, every part is well after "
            f"{times['all parts, s']:.1f} s"
        )
        report(site.supervisor.pid)


def report(supervisor: int) -> None:
    print("\n" + COLUMNS.format("part", "processes", "RSS MB", "PSS MB"))
    total = 0.0
    for process in [psutil.Process(supervisor), *psutil.Process(supervisor).children()]:
        family = (
            [process] if process.pid == supervisor else [process, *process.children(recursive=True)]
        )
        rss = sum(member.memory_info().rss for member in family) / 1e6
        # PSS shares a page among those that hold it, so that the sum is what the machine really
        # gives.
        pss = sum(getattr(member.memory_full_info(), "pss", 0) for member in family) / 1e6
        total += pss
        print(COLUMNS.format(name_of(process), len(family), f"{rss:.0f}", f"{pss:.0f}"))
    print(COLUMNS.format("all", "", "", f"{total:.0f}"))


def name_of(process: psutil.Process) -> str:
    words = " ".join(process.cmdline())
    names = {
        "supervisor": r"manage\.py up",
        "web (granian)": r"chartbusters\.web\.server",
        "worker: quick": r"worker quick",
        "worker: boards": r"worker boards",
        "worker: render": r"worker render",
        "worker: generate, train": "generate,train",
        "scheduler (celery beat)": r"chartbusters\.web\.scheduler",
        "broker": "valkey|redis",
    }
    return next((name for name, pattern in names.items() if re.search(pattern, words)), words[:26])


if __name__ == "__main__":
    main()
