"""A Celery worker without Celery's command line, which would bring 10 MB for a prompt that nobody
sees.

`python -m chartbusters.ops.worker NAME QUEUES CHILDREN`, such as `generate generate,train 2`.
"""

import gc
import os
import socket
import sys

os.environ.setdefault("PART", "worker")  # for one that the supervisor did not start

from chartbusters.celery import app
from chartbusters.ops.private_files import keep_to_owner


def main(name: str, queues: str, children: str) -> int:
    gc.disable()  # all tasks are imported: to look through what stays would be a fifth of the time
    worker = app.Worker(
        hostname=f"{name}@{socket.gethostname()}",
        queues=queues,
        concurrency=int(children),
        pool_cls="prefork",
        without_gossip=True,
        without_mingle=True,
        quiet=True,
    )
    gc.enable()
    worker.start()
    return worker.exitcode or 0


if __name__ == "__main__":
    keep_to_owner()
    sys.exit(main(*sys.argv[1:]))
