"""Voting and boards."""

from django.core.exceptions import ImproperlyConfigured

from chartbusters.settings.environment import HTTPS, env_bool, env_int, env_text

# listening asked for on each side before a vote
VOTING_REQUIRED_MS = env_int("VOTING_REQUIRED_MS", 5000)
# newest computations of a board; the final one stays too
LEADERBOARD_RUNS_KEPT = env_int("LEADERBOARD_RUNS_KEPT", 20)
LEADERBOARD_MINIMUM_VOTES = env_int("LEADERBOARD_MINIMUM_VOTES", 10)  # before a board shows ranks
# pairs that one voter is given within a day, in all challenges together
VOTING_PAIRS_A_DAY = env_int("VOTING_PAIRS_A_DAY", 500)

# Trust: whose votes count how much. Mail that nobody confirmed counts nothing, where mail is sent.
VOTES_NEED_CONFIRMED_MAIL = env_bool("VOTES_NEED_CONFIRMED_MAIL", True)
# Mail domains, one a line, beside those in chartbusters/trust/domains
PUBLIC_MAIL_FILE = env_text("PUBLIC_MAIL_FILE")
DISPOSABLE_MAIL_FILE = env_text("DISPOSABLE_MAIL_FILE")
# Days that a browser is known again; 0: accounts are not linked
LINKED_DAYS = env_int("LINKED_DAYS", 28)
BROWSER_COOKIE_NAME = "__Host-browser" if HTTPS else "browser"
# Accounts of one part of the net that are more than a class weigh at most this share of all others.
NETWORK_CLASS = env_int("NETWORK_CLASS", 40)
NETWORK_PERCENT = env_int("NETWORK_PERCENT", 25)

# Who may make a challenge of their own: staff with the permission to add one, or everybody.
ORGANISERS = env_text("ORGANISERS", "staff")
if ORGANISERS not in ("staff", "everybody"):
    raise ImproperlyConfigured(f"ORGANISERS must be staff or everybody, not {ORGANISERS!r}")
