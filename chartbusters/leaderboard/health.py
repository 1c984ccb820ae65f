"""What /healthz says of boards."""

from chartbusters.leaderboard import selectors
from chartbusters.ops.health import Unhealthy


def boards_checked() -> str:
    failing = [board.challenge.slug for board in selectors.boards_failing()]
    if failing:
        raise Unhealthy(
            f"cannot be computed: {', '.join(failing)}; why stands under Boards in the "
            "administration"
        )
    return "all follow their votes"
