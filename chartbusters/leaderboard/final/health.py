"""What /healthz says of final boards."""

from chartbusters.leaderboard.final import selectors
from chartbusters.ops.health import Unhealthy


def finals_checked() -> str:
    failing = [board.challenge.slug for board in selectors.finals_failing()]
    if failing:
        raise Unhealthy(
            f"cannot be computed: {', '.join(failing)}; why stands under Final boards in the "
            "administration"
        )
    return "all are computed"
