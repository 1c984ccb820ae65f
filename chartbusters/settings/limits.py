"""How often and how much: what one caller may do, cost and keep."""

from chartbusters.settings.environment import env_int, env_rates, env_text
from chartbusters.web.rates import read_budget

# How often, as chartbusters/web/limits.py counts it: persons, visitors' browsers, and all visitors
# of one address.
LIMITS = {
    "import": env_rates("LIMIT_IMPORT", "20/m/person,300/m/address"),
    "generate": env_rates(
        "LIMIT_GENERATE", "10/m/person,300/d/person,120/m/address,6000/d/address"
    ),
    # why a note was written
    "explain": env_rates("LIMIT_EXPLAIN", "30/m/person,600/d/person,300/m/address"),
    "train": env_rates("LIMIT_TRAIN", "60/h/person,600/h/address"),
    "vote": env_rates("LIMIT_VOTE", "20/m/person,300/m/address"),
    "enter": env_rates("LIMIT_ENTER", "20/h/person,600/h/address"),
    "write": env_rates("LIMIT_WRITE", "240/m/person,3000/m/address"),
    "ask": env_rates("LIMIT_ASK", "20/h/person,300/h/address"),  # to take part in challenges
    "love": env_rates("LIMIT_LOVE", "60/m/person,1000/d/person,1200/m/address"),  # hearts
    "repost": env_rates("LIMIT_REPOST", "60/m/person,500/d/person,1200/m/address"),
    # comments, replies, and what is changed of them: of persons alone
    "comment": env_rates("LIMIT_COMMENT", "20/m/person,200/h/person"),
    # follows, blocks and mutes
    "tie": env_rates("LIMIT_TIE", "60/m/person,600/d/person,1200/m/address"),
    # plays told: nobody hears more songs than these
    "hear": env_rates("LIMIT_HEAR", "60/m/person,600/m/address,6000/h/address"),
    "bring": env_rates("LIMIT_BRING", "30/h/person,300/h/address"),  # files to train on
    # classes of learners made, joined and left; a whole class may join from one network
    "class": env_rates("LIMIT_CLASS", "60/h/person,1200/h/address"),
    "take": env_rates("LIMIT_TAKE", "30/h/person,300/h/address"),  # files made by workers
    "invitation": env_rates("LIMIT_INVITATION", "5/m/person,60/m/address"),
}
# What music may cost, in seconds of one worker; generation/costs.py says how much it is.
BUDGETS = {
    "generate": read_budget(
        "BUDGET_GENERATE",
        env_text(
            "BUDGET_GENERATE", "600s/h/person,3000s/d/person,6000s/h/address,30000s/d/address"
        ),
        "s",
    ),
    # Own files to train on, each read in a child with limits; generation/dataset_quotas.py guesses.
    "read": read_budget("BUDGET_READ", env_text("BUDGET_READ", "900s/d/person"), "s"),
}

# What requests cost beside their number, as chartbusters/web/costs.py counts it.
COSTS = {
    "read": env_rates("LIMIT_READ", "1200/m/person,12000/m/address"),  # pages and answers
    # sent to us; 20 MB of files to train on are one of these
    "bytes": env_rates("LIMIT_BYTES", "25000000/m/person,300000000/m/address"),
    # files of weights of models, 6 to 20 MB each
    "weights": env_rates("LIMIT_WEIGHTS", "30/h/person,600/h/address"),
    "work": env_rates(
        "LIMIT_WORK", "10/m/person,40/m/address"
    ),  # seconds, for notes and pictures not made before
}

DATASETS_EACH = env_int("DATASETS_EACH", 12)  # of one person
DATASETS_MEGABYTES_EACH = env_int("DATASETS_MEGABYTES_EACH", 60)  # of one person, all together
PARCELS_A_DAY = env_int("PARCELS_A_DAY", 10)  # files without loss that are made for one person
PARCEL_SECONDS_EACH = env_int("PARCEL_SECONDS_EACH", 300)  # of work, guessed; more is refused
PARCEL_MEGABYTES_EACH = env_int("PARCEL_MEGABYTES_EACH", 500)
PARCELS_MEGABYTES = env_int("PARCELS_MEGABYTES", 4000)  # of all; the oldest go first
STORED_MEGABYTES = env_int("STORED_MEGABYTES", 200)  # of songs with their histories, of one person
# that takes stay which nobody with an account has asked for
VISITOR_TAKES_DAYS = env_int("VISITOR_TAKES_DAYS", 30)
DRAFT_DAYS = env_int("DRAFT_DAYS", 180)  # that a draft stays which nobody touches
# of songs, compressed, that one person's autosaves may write
DRAFT_MEGABYTES_AN_HOUR = env_int("DRAFT_MEGABYTES_AN_HOUR", 100)
REPORTS_A_DAY = env_int("REPORTS_A_DAY", 20)  # of one person
# of one song, counted from one network within six hours
PLAYS_OF_A_NETWORK = env_int("PLAYS_OF_A_NETWORK", 60)
ENTRIES_A_DAY = env_int("ENTRIES_A_DAY", 60)  # of one person
COMMENTS_A_DAY = env_int("COMMENTS_A_DAY", 200)  # of one person
CLASSES_EACH = env_int("CLASSES_EACH", 20)  # classes of learners of one teacher
LEARNERS_A_CLASS = env_int("LEARNERS_A_CLASS", 200)
CLASS_KEPT_DAYS = env_int("CLASS_KEPT_DAYS", 90)  # that a class stays after it closed
