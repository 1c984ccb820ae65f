"""Celery's beat without its command line, which would bring 10 MB for a prompt that nobody sees.

`PART=scheduler python -m chartbusters.ops.scheduler FILE`; the file remembers when each task was
sent last.
"""

import sys

from celery.apps.beat import Beat

from chartbusters.celery import app
from chartbusters.ops.private_files import keep_to_owner

if __name__ == "__main__":
    keep_to_owner()
    Beat(app=app, schedule=sys.argv[1], pidfile=None, quiet=True).run()
