"""A Celery worker that trains a network small enough for a test; else the site's own."""

import sys

import django

if __name__ == "__main__":
    django.setup()
    from chartbusters.celery import app
    from generation.workers import training_wish

    training_wish.PROGRAM = ("-m", "tests.generation.small_wishes")
    worker = app.Worker(
        queues="train", concurrency=1, pool_cls="prefork", without_gossip=True, without_mingle=True
    )
    worker.start()
    sys.exit(worker.exitcode or 0)
