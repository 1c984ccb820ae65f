"""What /healthz says of boards."""

from chartbusters.leaderboard import facts
from chartbusters.ops.health import Unhealthy

LATEST = 60  # seconds that a board may be behind its votes


def boards_checked() -> str:
    said = []
    if failing := [board.challenge.slug for board in facts.boards_failing()]:
        said.append(
            f"cannot be computed: {', '.join(failing)}; why stands under Boards in the "
            "administration"
        )
    for slug, seconds in sorted(facts.seconds_behind().items()):
        if seconds > LATEST and slug not in failing:
            said.append(f"the board of {slug} is {seconds:.0f} s behind")
    if said:
        raise Unhealthy("; ".join(said))
    return "all follow their votes"
