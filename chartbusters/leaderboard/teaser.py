"""The last decided board in small, for the first page of the site."""

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from chartbusters.challenges.terms import minimum_votes
from chartbusters.leaderboard.first_rows import rows_first
from chartbusters.leaderboard.showing import board_told, challenge_decided_last
from chartbusters.web.front import Part

PLACES = 3


def board_teaser() -> Part:
    """First places of the challenge that was decided last; nothing while there is none with enough
    votes."""
    challenge = challenge_decided_last()
    run = board_told(challenge=challenge) if challenge else None
    if run is None or run.run__votes < minimum_votes(challenge):
        return Part(None, lambda: SafeString())
    rows = rows_first(challenge=challenge, run=run, count=PLACES)
    shows = (challenge, run, tuple(row.shows for row in rows))
    return Part(
        shows,
        lambda: render_to_string("leaderboard/teaser.html", {"challenge": challenge, "rows": rows}),
    )
