"""The web server, granian, with the site loaded before it forks its workers: they start at once and
share the memory.

`python -m chartbusters.web.server --host 127.0.0.1 --port 8000` takes granian's options; those
below need not be said.
"""

import contextlib
import gc
import os
import resource
import sys
from itertools import chain

from granian import cli

from chartbusters.ops.parent_death import die_with_supervised_parent
from chartbusters.ops.private_files import keep_to_owner
from generation.memory import release_memory

FILES = 65_536  # open at once, connections among them, where the machine lets us


def options() -> dict[str, str]:
    """What granian is told, so that connections that are slow, or many, cost it little."""
    from django.conf import settings

    return {
        "--interface": "rsgi",
        # in "auto" a connection that says nothing at all is waited for without an end
        "--http": "1",
        "--workers": str(settings.WEB_WORKERS or min(os.cpu_count() or 1, 4)),
        "--backlog": "4096",
        "--backpressure": str(min(settings.WEB_CONNECTIONS, _room_for_connections())),
        "--http1-header-read-timeout": str(1000 * settings.WEB_HEAD_SECONDS),
        "--http1-buffer-size": "65536",  # of each connection that fills it; a head may be as long
        "--runtime-blocking-threads": "16",  # which read files
        "--log-level": "warning",
        "--workers-kill-timeout": "5",
    }


def load_site() -> None:
    """Imports all that a request needs."""
    gc.disable()  # to look through what comes and stays would be a fifth of the time
    from django.db import connections
    from django.urls import get_resolver

    from chartbusters.web.serving import bridge  # noqa: F401

    get_resolver().url_patterns  # noqa: B018  imports every view
    connections.close_all()  # a connection must not be shared by two processes
    release_memory()
    # or the workers' collections would write to, and so copy, every page that they share
    gc.freeze()
    gc.enable()


def _room_for_connections() -> int:
    """Each may have a file open besides itself. granian would spin, were it to take more than it
    can open."""
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return max(16, (soft - 256) // 2)


def allow_many_files() -> None:
    """Raises our limit of open files as far as we may."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = FILES if hard == resource.RLIM_INFINITY else min(FILES, hard)
    with contextlib.suppress(ValueError, OSError):  # macOS has a lower limit than it says
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, most), hard))


def main() -> None:
    from chartbusters.web.serving.workers import Server

    sys.argv[1:1] = [*chain.from_iterable(options().items()), "--no-ws"]
    sys.argv.append("chartbusters.web.serving.bridge:application")
    cli.Server = Server
    cli.entrypoint()  # type: ignore[no-untyped-call]


if __name__ == "__main__":
    keep_to_owner()
    os.register_at_fork(after_in_child=die_with_supervised_parent)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chartbusters.settings")
    load_site()
    allow_many_files()
    main()
