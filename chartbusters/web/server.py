"""The web server, granian, with the site loaded before it forks its workers: they start at once and share the memory.

`python -m chartbusters.web.server` takes granian's options.
"""

import gc
import os

from granian.cli import entrypoint

from chartbusters.web.lifeline import die_with_supervised_parent
from chartbusters.web.ownership import keep_to_owner
from generation.memory import release_memory


def load_site() -> None:
    """Imports all that a request needs."""
    from django.db import connections
    from django.urls import get_resolver

    from chartbusters import wsgi  # noqa: F401

    get_resolver().url_patterns  # noqa: B018  imports every view
    connections.close_all()  # a connection must not be shared by two processes
    release_memory()
    gc.freeze()  # or the workers' collections would write to, and so copy, every page that they share


if __name__ == "__main__":
    keep_to_owner()
    os.register_at_fork(after_in_child=die_with_supervised_parent)
    load_site()
    entrypoint()  # type: ignore[no-untyped-call]
