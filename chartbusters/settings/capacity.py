"""How much at once: processes, threads, connections, and seconds of work."""

import os

from chartbusters.settings.environment import VAR_DIR, env_int, env_text

WEB_WORKERS = env_int("WEB_WORKERS", 0)  # processes; 0 means one a core, four at most
WEB_THREADS = env_int("WEB_THREADS", 4)
# Slow or many connections (chartbusters/web/serving). Each figure is for one process of the web.
WEB_CONNECTIONS = env_int("WEB_CONNECTIONS", 4000)  # at once; more wait until one of these ends
# the oldest idle ones beyond are closed
WEB_CONNECTIONS_PER_ADDRESS = env_int("WEB_CONNECTIONS_PER_ADDRESS", 400)
# being sent or answered at once: 429 beyond
WEB_REQUESTS_PER_ADDRESS = env_int("WEB_REQUESTS_PER_ADDRESS", 100)
# for the head of a request to come, and for a connection to be idle
WEB_HEAD_SECONDS = env_int("WEB_HEAD_SECONDS", 20)
WEB_BODY_SECONDS = env_int("WEB_BODY_SECONDS", 300)  # for a whole body: 408 after that
# that bodies may come, and answers be read, slower than ...
WEB_STALL_SECONDS = env_int("WEB_STALL_SECONDS", 20)
WEB_LEAST_SPEED = env_int("WEB_LEAST_SPEED", 500)  # ... so many bytes a second
# of all bodies that have come in part: 503 beyond
WEB_BODY_BYTES = env_int("WEB_BODY_BYTES", 200_000_000)
WEB_LINE = env_int("WEB_LINE", 100)  # requests that wait for a thread: 503 beyond
# that one of them waits (a class signs in at once): 503 after
WEB_LINE_SECONDS = env_int("WEB_LINE_SECONDS", 20)
QUICK_WORKERS = env_int("QUICK_WORKERS", 2)
# boards computed at the same time; one that takes long never holds the last of them
BOARD_WORKERS = env_int("BOARD_WORKERS", 2)
RENDER_WORKERS = env_int("RENDER_WORKERS", 1)  # recordings made at the same time
RENDERING_DIR = VAR_DIR / "rendering"  # where they are while they are made
# of processor time; who needs more has none
RENDERING_SECONDS_EACH = env_int("RENDERING_SECONDS_EACH", 180)
# for the songs of one person; then they wait
RENDERING_SECONDS_A_DAY = env_int("RENDERING_SECONDS_A_DAY", 1800)
GENERATE_WORKERS = env_int("GENERATE_WORKERS", max(2, (os.cpu_count() or 1) // 2))
# folder with the data pack's zips; without it the site trains nothing
TRAINING_DATA = env_text("TRAINING_DATA")
TRAINING_DIR = VAR_DIR / "training"
TRAIN_WORKERS = env_int("TRAIN_WORKERS", 1)  # networks that learn at the same time on this machine
# of the processor; 0 means one fewer than it has cores
TRAIN_THREADS = env_int("TRAIN_THREADS", 0)
# whether a worker that has never measured how fast networks learn here does so when it starts
TRAIN_MEASURES = env_int("TRAIN_MEASURES", 1)
# after so long a run gives way to somebody who has had less
TRAIN_SLICE_SECONDS = env_int("TRAIN_SLICE_SECONDS", 300)
TRAIN_RUNS_EACH = env_int("TRAIN_RUNS_EACH", 3)  # that wait or learn, of one person
TRAIN_PAUSED_EACH = env_int("TRAIN_PAUSED_EACH", 5)  # their checkpoints take room
TRAIN_HOURS_A_DAY = env_int("TRAIN_HOURS_A_DAY", 12)  # of one person; then they wait
# of memory that one run may take by what was measured; a wish that needs more is refused
TRAIN_MEMORY_MEGABYTES = env_int("TRAIN_MEMORY_MEGABYTES", 2000)
TRAIN_RUN_MEGABYTES = env_int("TRAIN_RUN_MEGABYTES", 1000)  # that the folder of one run may take
TRAIN_MEGABYTES = env_int("TRAIN_MEGABYTES", 20_000)  # of all runs; ended ones are thinned first
TRAIN_KEPT_DAYS = env_int("TRAIN_KEPT_DAYS", 14)  # that an ended run may still go on
# weights of trained models as workers have fetched them from the storage; may be deleted
MODELS_DIR = VAR_DIR / "models"
MODELS_MEGABYTES = env_int("MODELS_MEGABYTES", 1000)  # of these; the longest unused go first
TRAINED_MODELS_EACH = env_int("TRAINED_MODELS_EACH", 12)  # of one person, withdrawn ones aside
JOB_LEASE_SECONDS = env_int("JOB_LEASE_SECONDS", 45)
JOB_HEARTBEAT_SECONDS = env_int("JOB_HEARTBEAT_SECONDS", 10)

# that wait and run for all who come from one address
JOBS_PER_ADDRESS = env_int("JOBS_PER_ADDRESS", 100)
JOB_SECONDS_PER_ADDRESS = env_int("JOB_SECONDS_PER_ADDRESS", 300)  # that these may cost together
JOB_MOST_SECONDS = env_int("JOB_MOST_SECONDS", 120)  # that one wish may cost
# what costs more never holds the last free worker
JOB_LONG_SECONDS = env_int("JOB_LONG_SECONDS", 10)
# A job is ended after so many times what it should take, within these bounds; and killed after the
# grace.
JOB_LIMIT_FACTOR = env_int("JOB_LIMIT_FACTOR", 4)
JOB_LIMIT_LEAST = env_int("JOB_LIMIT_LEAST", 60)
JOB_LIMIT_MOST = env_int("JOB_LIMIT_MOST", 600)
JOB_GRACE_SECONDS = env_int("JOB_GRACE_SECONDS", 15)
# Why a note was written: seconds of a worker that a question is counted as, and those on the clock
# after which an attempt at it is ended; a lease has to last longer.
EXPLANATION_SECONDS = env_int("EXPLANATION_SECONDS", 1)
EXPLANATION_LIMIT = env_int("EXPLANATION_LIMIT", 30)

# notes and pictures of songs, made once; may be deleted at any time
ORIGINALITY_DIR = VAR_DIR / "originality"  # fingerprints of songs; made anew where it is missing
PREPARED_DIR = VAR_DIR / "prepared"
PREPARED_MEGABYTES = env_int("PREPARED_MEGABYTES", 256)

# in each web process, of pages that are the same for all
PAGES_KEPT_BYTES = 1_000_000 * env_int("PAGES_KEPT_MB", 16)
